import type { KnownPayment } from "@tillbook/db/payments";
import { isSurelyExpired, nextEnquiry, type PaymentFact } from "@tillbook/domain/payments";
import type { CallOptions } from "@tillbook/qfpay/client";
import type { TransactionRow } from "@tillbook/qfpay/enquiries";
import type { Context } from "../context/index.ts";
import { heardOfPaymentRow, heardOfRefundRow, recordObservation, silence } from "../observations/index.ts";
import { BELIEVE_ABSENT_AFTER_MS, CLOCK_MARGIN_MS } from "./patience.ts";

/** Between two enquiries about a payment whose plan ended while QFPay was silent. */
const AFTER_SILENCE_MS = 10 * 60_000;

const UNPAID = "1143";

/** QFPay's list of identifiers holds 128 characters: four of ours. docs/qfpay.md#enquiry */
export const ENQUIRY_BATCH = 4;

/**
 * Asks QFPay about payments of one account, at most {@link ENQUIRY_BATCH} in one call, and takes in every row through the one door.
 * Sets each payment's next enquiry whatever the answer; silence changes no state.
 * @returns the ids of those of which QFPay said just now that nobody has paid them
 */
export async function askAboutPayments(ctx: Context, payments: readonly KnownPayment[], options: CallOptions = {}): Promise<Set<string>> {
  const unpaid = new Set<string>();
  if (payments.length === 0) return unpaid;
  const earliest = new Date(Math.min(...payments.map((payment) => payment.createdAt.getTime())) - CLOCK_MARGIN_MS);
  let heardAll = true;
  const rows: TransactionRow[] = [];
  // Times are not ignored beside out_trade_no any more, so older months need the window. docs/qfpay.md#enquiry
  for await (const answer of ctx.qfpay.enquirePages(
    { outTradeNo: payments.map((payment) => payment.outTradeNo), from: earliest, until: until(ctx) },
    options,
  )) {
    if (answer.kind === "accepted") rows.push(...answer.value.rows);
    else heardAll = false;
  }
  for (const payment of payments) {
    const own = rows.filter((row) => row.outTradeNo === payment.outTradeNo);
    for (const row of inOrderOfNews(own)) {
      if (row.orderType === "refund") await recordObservation(ctx, heardOfRefundRow(row));
      else if (row.orderType !== "close") await recordObservation(ctx, heardOfPaymentRow(row, payment, ctx.clock.now()));
    }
    if (heardAll && own.length === 0) await recordAbsence(ctx, payment);
    if (heardAll && own.length > 0 && own.every((row) => row.respcd === UNPAID)) unpaid.add(payment.id);
    await ctx.db.read.payments.asked(payment.id, await nextAsk(ctx, payment, heardAll));
  }
  return unpaid;
}

/** QFPay answered and does not know the number. Nobody can pay what it does not know, but it may not know it yet. */
async function recordAbsence(ctx: Context, payment: KnownPayment): Promise<void> {
  const fact = absenceOf(payment, ctx.clock.now());
  if (fact) await recordObservation(ctx, { ...silence("enquiry", payment.outTradeNo, "(no row)"), about: "payment", fact });
}

function absenceOf(payment: KnownPayment, now: Date): PaymentFact | null {
  if (payment.state.at === "awaiting") return isSurelyExpired(payment, now) ? { is: "expired" } : null;
  return now.getTime() - payment.createdAt.getTime() < BELIEVE_ABSENT_AFTER_MS ? null : { is: "failed", respcd: "absent" };
}

/** The plan ends with an answer: where it would end in silence, QFPay is asked on until it has spoken once. */
async function nextAsk(ctx: Context, asked: KnownPayment, heardAll: boolean): Promise<Date | null> {
  const payment = await ctx.db.read.payments.byId(ctx.account.id, asked.id);
  const now = ctx.clock.now();
  const next = payment && nextEnquiry({ ...payment, enquiries: payment.enquiries + 1 }, now);
  return next ?? (heardAll ? null : new Date(now.getTime() + AFTER_SILENCE_MS));
}

/** Paid rows first: with several rows of one number, money decides. */
function inOrderOfNews(rows: readonly TransactionRow[]): TransactionRow[] {
  return rows.toSorted((a, b) => Number(b.state.kind === "accepted") - Number(a.state.kind === "accepted"));
}

function until(ctx: Context): Date {
  return new Date(ctx.clock.now().getTime() + CLOCK_MARGIN_MS);
}
