import type { Repositories } from "@tillbook/db/client";
import type { KnownPayment } from "@tillbook/db/payments";
import type { KnownRefund } from "@tillbook/db/refunds";
import { isSame, type Money, parseAmount } from "@tillbook/domain/money";
import { type CreateRefund, needsApproval, type Refund, refusalIn, sendingTime } from "@tillbook/domain/refunds";
import { actorName, type Context, requireRight } from "../context/index.ts";
import { AppError } from "../errors/index.ts";
import { newId, newOutTradeNo } from "../orders/index.ts";
import { CALL_MAY_RUN_MS } from "../payments/index.ts";
import { type Looked, lookAtRefund, refusalOf } from "./look-at.ts";
import { type DecidingContext, planOf } from "./rules.ts";
import { sendRefund } from "./send-refund.ts";
import { writeChange, writeDeed } from "./write-change.ts";

/**
 * Asks to give back part of a paid payment, or all of it. What stands in the way is looked at under the order's lock, so two requests
 * at once never exceed the payment; the request is written down before anything is sent. Above the account's limit it waits for a second
 * person, else it is sent at once, or after QFPay's nightly pause. The same requestId sent twice is one refund. Refuses
 * (`payment_not_paid`, `refund_too_large`, `refund_not_possible`) what cannot be done.
 */
export async function createRefund(ctx: Context, command: CreateRefund): Promise<KnownRefund> {
  const { refund, isNew } = await requestRefund(ctx, command);
  if (isNew && refund.state.at === "queued" && refund.waitsBecause === null) await sendRefund(ctx, refund);
  return (await ctx.db.read.refunds.byId(ctx.account.id, refund.id)) ?? refund;
}

/** Writes the request down, decided or waiting for a second person; nothing is sent. */
export async function requestRefund(ctx: DecidingContext, command: CreateRefund): Promise<{ refund: KnownRefund; isNew: boolean }> {
  requireRight(ctx.actor, "refund");
  return ctx.db.unitOfWork(async (tx) => {
    const found = await tx.payments.byId(ctx.account.id, command.paymentId);
    const order = found && (await tx.orders.lock(ctx.account.id, found.orderId));
    const payment = order && (await tx.payments.byId(ctx.account.id, command.paymentId)); // as it is now that we hold the lock
    if (!payment) throw new AppError("not_found", "there is no such payment");
    const before = await tx.refunds.byRequest(ctx.account.id, command.requestId);
    if (before) return { refund: sameRequest(before, command, payment), isNew: false };
    const amount = readTyped(command.amount, payment);
    const looked = await lookAtRefund(ctx, tx, { payment, amount, except: null, withTakings: false });
    const refused = refusalIn(looked.checks);
    if (refused) throw refusalOf(refused);
    return { refund: await insertRequest(ctx, tx, { command, payment, amount, looked, orderNumber: order.number }), isNew: true };
  });
}

type Request = { command: CreateRefund; payment: KnownPayment; amount: Money; looked: Looked; orderNumber: string };

async function insertRequest(ctx: DecidingContext, tx: Repositories, request: Request): Promise<KnownRefund> {
  const { command, payment, amount, looked } = request;
  const now = ctx.clock.now();
  const refund: Refund = {
    id: newId(),
    accountId: ctx.account.id,
    orderId: payment.orderId,
    paymentId: payment.id,
    requestId: command.requestId,
    outTradeNo: newOutTradeNo("refund", request.orderNumber),
    amount,
    reason: command.reason,
    ...decision(ctx, looked),
    stateAt: now,
    sends: 0,
    nextEnquiryAt: null,
    enquiries: 0,
    requestedBy: actorName(ctx.actor),
    decidedBy: null,
    decidedAt: null,
    decisionNote: null,
    createdAt: now,
  };
  await tx.refunds.insert(refund);
  await writeChange(ctx, tx, refund, { before: null });
  await writeDeed(ctx, tx, refund, { action: "refund.requested", details: { reason: refund.reason } });
  return { ...refund, syssn: null, sysdtm: null, respcd: null };
}

function decision(ctx: DecidingContext, { checks }: Looked): Pick<Refund, "state" | "nextSendAt" | "waitsBecause"> {
  return needsApproval(checks) ? { state: { at: "awaiting_approval" }, nextSendAt: null, waitsBecause: null } : queued(ctx);
}

/**
 * A refund that is decided now. What is sent at once is sent by whoever decided, so the round leaves it alone for as long as that may
 * take: only what a crash left behind is taken up by it.
 */
export function queued(ctx: DecidingContext): Pick<Refund, "state" | "nextSendAt" | "waitsBecause"> {
  const { at, because } = sendingTime(planOf(ctx));
  const nextSendAt = because === null ? new Date(at.getTime() + CALL_MAY_RUN_MS) : at;
  return { state: { at: "queued" }, nextSendAt, waitsBecause: because };
}

function readTyped(text: string, payment: KnownPayment): Money {
  const read = parseAmount(text, payment.amount.currency);
  if (read.ok) return read.amount;
  throw new AppError("invalid_input", `amount: ${read.fault}`, { fields: [{ field: "amount", fault: read.fault }] });
}

function sameRequest(before: KnownRefund, command: CreateRefund, payment: KnownPayment): KnownRefund {
  const read = parseAmount(command.amount, payment.amount.currency);
  const isSameContent =
    before.paymentId === command.paymentId && before.reason === command.reason && read.ok && isSame(read.amount, before.amount);
  if (!isSameContent) throw new AppError("request_reused", "this requestId belongs to another refund");
  return before;
}
