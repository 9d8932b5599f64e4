import type { KnownPayment } from "@tillbook/db/payments";
import { ABSENT, isSurelyExpired, type PaymentFact } from "@tillbook/domain/payments";
import type { PaymentContext } from "../context/index.ts";
import {
  type HeardOfPayment,
  heardOfPaymentRow,
  heardOfRefundRow,
  heardOfSilence,
  recordObservation,
  silence,
} from "../observations/index.ts";
import type { Asked } from "./asked.ts";
import type { AnsweredRow, Enquired } from "./enquire.ts";
import { BELIEVE_ABSENT_AFTER_MS } from "./patience.ts";

const UNPAID = "1143";

/** Takes in what an enquiry's answer says of one payment: its rows, or that there are none, or that there was no answer. */
export async function recordAnswer(ctx: PaymentContext, payment: KnownPayment, answer: Extract<Enquired, { is: "asked" }>): Promise<Asked> {
  const own = answer.rows.filter(({ row }) => row.outTradeNo === payment.outTradeNo);
  for (const { row, request } of own) if (row.orderType === "refund") await recordObservation(ctx, heardOfRefundRow(row, request));
  const rows = inOrderOfNews(own.filter(({ row }) => row.orderType === "payment" || row.orderType === "unknown"));
  if (rows.length === 0) return recordNoRow(ctx, payment, answer, own);
  let known = payment;
  for (const { row, request } of rows) {
    const recorded = await recordObservation(ctx, heardOfPaymentRow(row, payment, ctx.clock.now(), request));
    known = recorded.payment ?? known;
  }
  return { payment: known, said: rows.every(({ row }) => row.respcd === UNPAID) ? "unpaid" : "said" };
}

async function recordNoRow(
  ctx: PaymentContext,
  payment: KnownPayment,
  { failure, request }: Extract<Enquired, { is: "asked" }>,
  own: readonly AnsweredRow[],
): Promise<Asked> {
  const { outTradeNo } = payment;
  const hear = async (heard: HeardOfPayment): Promise<KnownPayment> => (await recordObservation(ctx, heard)).payment ?? payment;
  if (failure !== null) return { payment: await hear(heardOfSilence(failure, outTradeNo)), said: "silent" };
  const isKnown = own.length > 0; // by a refund or a closing alone, which tells nothing of the payment
  const fact: PaymentFact = isKnown ? { is: "unclear" } : absenceOf(payment, ctx.clock.now());
  const raw = isKnown ? JSON.stringify(own.map(({ row }) => row.fields)) : "(no row)";
  return {
    payment: await hear({ ...silence("enquiry", outTradeNo, raw), request, about: "payment", fact }),
    said: isKnown ? "said" : "unknown",
  };
}

/** QFPay answered and does not know the number. Nobody can pay what it does not know, but it may not know it yet. */
function absenceOf(payment: KnownPayment, now: Date): PaymentFact {
  const age = now.getTime() - payment.createdAt.getTime();
  if (payment.state.at === "submitted" && age >= BELIEVE_ABSENT_AFTER_MS) return { is: "failed", respcd: ABSENT };
  return payment.state.at === "awaiting" && isSurelyExpired(payment, now) ? { is: "expired" } : { is: "absent" };
}

/** Paid rows first: with several rows of one number, money decides. */
function inOrderOfNews(rows: readonly AnsweredRow[]): AnsweredRow[] {
  return rows.toSorted((a, b) => Number(b.row.state.kind === "accepted") - Number(a.row.state.kind === "accepted"));
}
