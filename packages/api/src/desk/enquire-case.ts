import type { ListedCase } from "@tillbook/db/payments";
import { isOpen } from "@tillbook/domain/payments";
import type { Sent } from "@tillbook/qfpay/client";
import type { TransactionRow, WideEnquiry } from "@tillbook/qfpay/enquiries";
import { type Context, requireRight } from "../context/index.ts";
import { AppError } from "../errors/index.ts";
import { heardOfPaymentRow, heardOfRefundRow, recordObservation } from "../observations/index.ts";
import { moneyView } from "../orders/index.ts";
import { askAboutPayments, CLOCK_MARGIN_MS } from "../payments/index.ts";
import type { CaseDetail, CaseEnquiry, EnquiredRow } from "../views/index.ts";
import { findCase, readCase } from "./read-cases.ts";

/** A notification may be the first that we hear of a payment, a day and more after it. docs/qfpay.md#notifications */
const LOOKED_BACK_MS = 3 * 24 * 60 * 60_000;

/** A person asks QFPay once more about a payment whose plan ended; an answer closes the case by itself. Refuses `changed_meanwhile`. */
export async function askAgain(ctx: Context, command: { caseId: string }): Promise<CaseDetail> {
  requireRight(ctx.actor, "resolveCase");
  const { aCase, payment } = await findCase(ctx, command.caseId);
  const known = aCase.kind === "unclear" && payment ? await ctx.db.read.payments.byId(ctx.account.id, payment.id) : null;
  if (!known || !isOpen(known)) throw new AppError("changed_meanwhile", "this payment became clear meanwhile");
  await askAboutPayments(ctx, [known], { priority: "people" });
  return readCase(ctx, command);
}

/** A person asks QFPay about the number that a quarantined notice names. What QFPay says goes through the one door like all news. */
export async function enquireAboutNotice(ctx: Context, command: { caseId: string }): Promise<CaseEnquiry> {
  requireRight(ctx.actor, "resolveCase");
  const { aCase, notice } = await findCase(ctx, command.caseId);
  if (!notice) throw new AppError("invalid_input", "this case is about no notice");
  const found: EnquiredRow[] = [];
  let answered = true;
  for await (const answer of ctx.qfpay.enquirePages(askedFor(notice, aCase.openedAt), { priority: "people" })) {
    if (answer.kind !== "accepted") answered = false;
    else {
      for (const row of answer.value.rows) {
        await record(ctx, row, answer.sent);
        found.push(enquiredRow(row));
      }
    }
  }
  return { answered, rows: found, detail: await readCase(ctx, command) };
}

/** By QFPay's number where the notice names one: times are ignored beside it. docs/qfpay.md#enquiry */
function askedFor(notice: NonNullable<ListedCase["notice"]>, openedAt: Date): WideEnquiry {
  if (notice.syssn !== null) return { syssn: [notice.syssn] };
  if (notice.outTradeNo === null) throw new AppError("invalid_input", "this notice names no number");
  const [from, until] = [openedAt.getTime() - LOOKED_BACK_MS, openedAt.getTime() + CLOCK_MARGIN_MS].map((ms) => new Date(ms));
  return { outTradeNo: [notice.outTradeNo], ...(from && until ? { from, until } : {}) };
}

async function record(ctx: Context, row: TransactionRow, request: Sent | null): Promise<void> {
  if (row.orderType === "refund") await recordObservation(ctx, heardOfRefundRow(row, request));
  else if (row.orderType !== "close") {
    const now = ctx.clock.now();
    const ours = await ctx.db.read.payments.byNumbers(ctx.account.id, row.outTradeNo, row.syssn);
    await recordObservation(ctx, heardOfPaymentRow(row, ours ?? { expiresAt: now }, now, request));
  }
}

function enquiredRow({ orderType, outTradeNo, syssn, amount, respcd, sysdtm }: TransactionRow): EnquiredRow {
  return { kind: orderType, outTradeNo, syssn, amount: amount && moneyView(amount), respcd, sysdtm: sysdtm?.toISOString() ?? null };
}
