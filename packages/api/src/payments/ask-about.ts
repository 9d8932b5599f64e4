import type { KnownPayment } from "@tillbook/db/payments";
import { nextEnquiryAfterSilence } from "@tillbook/domain/payments";
import type { CallOptions } from "@tillbook/qfpay/client";
import { idBatches } from "@tillbook/qfpay/enquiries";
import type { PaymentContext } from "../context/index.ts";
import type { Asked } from "./asked.ts";
import { enquire } from "./enquire.ts";
import { recordAnswer } from "./record-answer.ts";

/** So many calls at a time: the answer to one is written down while others are under way. */
const CALLS_AT_ONCE = 4;

/**
 * Asks QFPay about payments of one account, several in one call, and takes in every row through the one door, which also plans when
 * each is asked about again. A call without an answer holds nothing up; where none of those made at the same time is answered, QFPay
 * cannot be reached, and what was not asked yet is put off by seconds: else a thousand time-outs would stand in a row.
 * Throws after the round what kept an answer from being written down.
 * @returns what came of each, by the payment's id
 */
export async function askAboutPayments(
  ctx: PaymentContext,
  payments: readonly KnownPayment[],
  options: CallOptions = {},
): Promise<ReadonlyMap<string, Asked>> {
  const asked = new Map<string, Asked>(payments.map((payment) => [payment.id, { payment, said: "silent" }]));
  const calls = callsAbout(payments);
  const failures: unknown[] = [];
  for (let from = 0; from < calls.length; from += CALLS_AT_ONCE) {
    const together = calls.slice(from, from + CALLS_AT_ONCE);
    const ended = await Promise.allSettled(together.map((batch) => askOnce(ctx, batch, options)));
    for (const end of ended) {
      if (end.status === "rejected") failures.push(end.reason);
      else for (const each of end.value) asked.set(each.payment.id, each);
    }
    const isReachable = ended.some((end) => end.status === "fulfilled" && end.value.some(({ said }) => said !== "silent"));
    if (!isReachable) {
      await putOff(ctx, calls.slice(from + CALLS_AT_ONCE).flat());
      break;
    }
  }
  if (failures.length > 0) throw failures[0];
  return asked;
}

/** One call, and every answer in it written down. */
async function askOnce(ctx: PaymentContext, payments: readonly KnownPayment[], options: CallOptions): Promise<Asked[]> {
  const answer = await enquire(ctx, payments, options);
  if (answer.is === "nothing_sent") {
    await putOff(ctx, payments); // our own budget has no room: nobody was asked
    return payments.map((payment) => ({ payment, said: "silent" }));
  }
  const asked: Asked[] = [];
  for (const payment of payments) asked.push(await recordAnswer(ctx, payment, answer));
  return asked;
}

/** Payments of one age together, so that older months are asked about for the old ones only. */
function callsAbout(payments: readonly KnownPayment[]): KnownPayment[][] {
  const byNumber = new Map(payments.map((payment) => [payment.outTradeNo, payment]));
  const numbers = payments.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime()).map(({ outTradeNo }) => outTradeNo);
  return idBatches(numbers).map((batch) => batch.flatMap((number) => byNumber.get(number) ?? []));
}

async function putOff(ctx: PaymentContext, payments: readonly KnownPayment[]): Promise<void> {
  const now = ctx.clock.now();
  const until = payments.flatMap((payment) => {
    const next = nextEnquiryAfterSilence(payment, now);
    return next === null ? [] : [{ id: payment.id, until: next }];
  });
  if (until.length > 0) await ctx.db.read.payments.putOff(until);
}
