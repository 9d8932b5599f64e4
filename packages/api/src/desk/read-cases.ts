import { countOpenCases, type ListedCase, listCases, listedCase } from "@tillbook/db/payments";
import { standings } from "@tillbook/db/refunds";
import { isOpen } from "@tillbook/domain/payments";
import { z } from "zod";
import { type Context, mayAct, requireRight } from "../context/index.ts";
import { AppError } from "../errors/index.ts";
import { moneyView } from "../orders/index.ts";
import type { CaseDetail, CasePage, OrderDetail } from "../views/index.ts";
import { caseRowView, closersOf } from "./case-view.ts";
import { readOrder } from "./read-order.ts";

export const listCasesSchema = z.strictObject({
  is: z.enum(["open", "closed"], "not_accepted").optional(),
  kinds: z
    .array(z.enum(["paid_late", "twin", "unclear", "quarantined"], "not_accepted"))
    .max(4)
    .default([]),
  cursor: z.string().max(200).nullish(),
  limit: z.int().min(1).max(100).default(50),
});

/** As many open cases are counted. */
const MOST_COUNTED = 100;

/** A page of the account's cases: the open ones first, then the closed ones, newest first in each. The cursor is opaque. */
export async function readCases(ctx: Context, query: z.output<typeof listCasesSchema>): Promise<CasePage> {
  requireRight(ctx.actor, "readOrders");
  const sql = ctx.db.read.sql;
  const place = query.cursor ? readCursor(query.cursor) : null;
  const wanted = query.limit + 1;
  const list = (is: "open" | "closed", limit: number) =>
    listCases(sql, { accountId: ctx.account.id, is, kinds: query.kinds, orderId: null, after: place?.is === is ? place : null, limit });
  const open = query.is === "closed" || place?.is === "closed" ? [] : await list("open", wanted);
  const closed = query.is === "open" || open.length >= wanted ? [] : await list("closed", wanted - open.length);
  const found = [...open, ...closed];
  const items = found.slice(0, query.limit);
  const last = items.at(-1);
  const names = await ctx.db.read.accounts.namesOf(closersOf(items));
  return {
    items: items.map((listed) => caseRowView(listed, names)),
    nextCursor: found.length > query.limit && last ? writeCursor(last) : null,
    open: await countOpenCases(sql, ctx.account.id, MOST_COUNTED),
  };
}

/** All that is known about one case, and what may be done about it. `not_found`: another account's case and none at all look alike. */
export async function readCase(ctx: Context, query: { caseId: string }): Promise<CaseDetail> {
  requireRight(ctx.actor, "readOrders");
  const listed = await findCase(ctx, query.caseId);
  const { aCase, payment } = listed;
  const [order, [standing], names] = await Promise.all([
    listed.order && readOrder(ctx, { orderId: listed.order.id }),
    payment ? standings(ctx.db.read.sql, [payment.id]) : [],
    ctx.db.read.accounts.namesOf(closersOf([listed])),
  ]);
  const nothing = { minor: 0n, currency: standing?.refundable.currency ?? ctx.account.currencies[0] ?? "HKD" };
  const refundable = standing?.refundable ?? nothing;
  const attempt = paymentIn(order, payment?.id);
  const counted = paymentIn(order, order?.payments.find(({ counts }) => counts)?.id);
  return {
    ...caseRowView(listed, names),
    note: aCase.note,
    payment: attempt && payment && { ...attempt, late: payment.late },
    counted: aCase.kind === "twin" ? counted : null,
    refund: payment && refundable.minor > 0n ? { paymentId: payment.id, amount: moneyView(refundable) } : null,
    refunding: moneyView(standing?.refunding ?? nothing),
    observationId: aCase.kind === "quarantined" ? (aCase.observationId?.toString() ?? null) : null,
    timeline: order?.timeline ?? [],
    can: await possible(ctx, listed, refundable.minor > 0n),
  };
}

/** A case of the account as lists show it, or `not_found`. */
export async function findCase(ctx: Context, caseId: string): Promise<ListedCase> {
  const listed = await listedCase(ctx.db.read.sql, ctx.account.id, caseId);
  if (!listed) throw new AppError("not_found", "there is no such case");
  return listed;
}

function paymentIn(order: OrderDetail | null, paymentId: string | undefined) {
  const payment = order?.payments.find(({ id }) => id === paymentId);
  return order && payment ? { ...payment, amount: order.amount } : null;
}

async function possible(ctx: Context, { aCase, payment, notice }: ListedCase, isMoneyLeft: boolean): Promise<CaseDetail["can"]> {
  const mayResolve = mayAct(ctx.actor, "resolveCase") && aCase.closedAt === null;
  const isMoney = aCase.kind === "paid_late" || aCase.kind === "twin";
  const known = payment && aCase.kind === "unclear" ? await ctx.db.read.payments.byId(ctx.account.id, payment.id) : null;
  const isUnclear = known !== null && isOpen(known);
  return {
    accept: mayResolve && isMoney,
    refund: aCase.closedAt === null && isMoney && isMoneyLeft && mayAct(ctx.actor, "refund"),
    askAgain: mayResolve && isUnclear,
    declareUnpaid: mayResolve && isUnclear,
    dismiss: mayResolve && aCase.kind === "quarantined",
    enquire: mayResolve && (notice?.syssn ?? notice?.outTradeNo ?? null) !== null,
  };
}

const cursorSchema = z.tuple([z.enum(["open", "closed"]), z.iso.datetime(), z.uuid()]);

function writeCursor({ aCase }: ListedCase): string {
  const is = aCase.closedAt === null ? "open" : "closed";
  return Buffer.from(JSON.stringify([is, aCase.openedAt.toISOString(), aCase.id])).toString("base64url");
}

function readCursor(cursor: string): { is: "open" | "closed"; openedAt: Date; id: string } {
  try {
    const [is, openedAt, id] = cursorSchema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    return { is, openedAt: new Date(openedAt), id };
  } catch (cause) {
    throw new AppError("invalid_input", "the cursor is not one of ours", { fields: [{ field: "cursor", fault: "not_accepted" }], cause });
  }
}
