import type { Sent } from "@tillbook/qfpay/client";
import type { TransactionRow } from "@tillbook/qfpay/enquiries";
import { CANCEL_FLAGS } from "@tillbook/qfpay/names";
import type { PaymentContext } from "../context/index.ts";
import { heardOfPaymentRow, heardOfRefundRow, recordObservation } from "../observations/index.ts";
import { type EnquiredTransaction, takeInEnquiry } from "./take-in-enquiry.ts";

const FLAGS: ReadonlyMap<string, string> = new Map(Object.entries(CANCEL_FLAGS));

/**
 * Takes rows of QFPay's answer into our books, by the doors of all news: what became of a payment or refund of ours is decided where every
 * observation passes; what was made elsewhere is only booked. Answers the rows that could be booked.
 * @param sent what was asked, as evidence
 */
export async function takeInRows(
  ctx: PaymentContext,
  rows: readonly TransactionRow[],
  sent: Sent | null,
): Promise<readonly EnquiredTransaction[]> {
  for (const row of rows) await hear(ctx, row, sent);
  const booked = rows.flatMap((row) => enquired(row, ctx.account.mchid) ?? []);
  await takeInEnquiry(ctx, { rows: booked });
  return booked;
}

async function hear(ctx: PaymentContext, row: TransactionRow, sent: Sent | null): Promise<void> {
  if (row.orderType === "refund") return void (await recordObservation(ctx, heardOfRefundRow(row, sent)));
  const payment = await ctx.db.read.payments.byNumbers(ctx.account.id, row.outTradeNo, row.syssn);
  if (payment) await recordObservation(ctx, heardOfPaymentRow(row, payment, ctx.clock.now(), sent));
}

/** QFPay's row in our words; null for one that says too little to be booked. */
export function enquired(row: TransactionRow, mchid: string | null): EnquiredTransaction | null {
  const { syssn, amount, sysdtm, respcd, orderType } = row;
  if (syssn === null || amount === null || sysdtm === null || respcd === null || (orderType !== "payment" && orderType !== "refund"))
    return null;
  const isRefund = orderType === "refund" && amount.minor > 0n;
  return {
    syssn,
    origssn: row.origSyssn,
    outTradeNo: row.outTradeNo,
    chnlsn: row.chnlsn,
    mchid,
    kind: orderType,
    payType: row.payType,
    amount: isRefund ? { ...amount, minor: -amount.minor } : amount,
    respcd,
    cancel: FLAGS.get(row.cancel) ?? "0",
    txdtm: row.txdtm,
    sysdtm,
    paydtm: row.state.kind === "accepted" ? row.paydtm : null,
  };
}
