import type { KnownPayment } from "@tillbook/db/payments";
import type { CallOptions } from "@tillbook/qfpay/client";
import { idBatches } from "@tillbook/qfpay/enquiries";
import type { PaymentContext } from "../context/index.ts";
import type { Asked } from "./asked.ts";
import { enquire } from "./enquire.ts";
import { recordAnswer } from "./record-answer.ts";

/** So many calls at a time, first one and then two: the answer to one is written down while others are under way. */
const CALLS_AT_ONCE = 4;

/** After so many calls in a row without an answer, it is not the payments asked about: QFPay cannot be reached. */
const SILENT_CALLS = 3;

/**
 * Asks QFPay about payments of one account, several in one call, and takes in every row through the one door, which also plans when
 * each is asked about again. A call without an answer holds nothing up; where several in a row stay without one, QFPay
 * cannot be reached, and what was not asked yet is put off by seconds: else a thousand time-outs would stand in a row, and the budget
 * would be spent when QFPay is back. Throws at the end what kept an answer from being written down.
 * @returns what came of each, by the payment's id
 */
export async function askAboutPayments(
  ctx: PaymentContext,
  payments: readonly KnownPayment[],
  options: CallOptions = {},
): Promise<ReadonlyMap<string, Asked>> {
  const asked = new Map<string, Asked>(payments.map((payment) => [payment.id, { payment, said: "silent" }]));
  const failures: unknown[] = [];
  let calls = callsAbout(payments);
  let silent = 0;
  for (let atOnce = 1; calls.length > 0 && silent < SILENT_CALLS; atOnce = Math.min(atOnce * 2, CALLS_AT_ONCE)) {
    const ended = await Promise.allSettled(calls.slice(0, atOnce).map((batch) => askOnce(ctx, batch, options)));
    calls = calls.slice(atOnce);
    for (const end of ended) {
      if (end.status === "rejected") failures.push(end.reason);
      else for (const each of end.value) asked.set(each.payment.id, each);
    }
    silent = ended.some(isAnswered) ? 0 : silent + ended.length;
  }
  if (silent >= SILENT_CALLS) await putOff(ctx, calls.flat(), options);
  if (failures.length > 0) throw failures[0];
  return asked;
}

/** A failure of ours says nothing of QFPay. */
function isAnswered(end: PromiseSettledResult<Asked[]>): boolean {
  return end.status === "rejected" || end.value.some(({ said }) => said !== "silent");
}

/** One call, and every answer in it written down. */
async function askOnce(ctx: PaymentContext, payments: readonly KnownPayment[], options: CallOptions): Promise<Asked[]> {
  const answer = await enquire(ctx, payments, options);
  if (answer.is === "nothing_sent") {
    await putOff(ctx, payments, options); // our own budget has no room: nobody was asked
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

/** Gives back what was not asked about; in a sweep together with whatever else of the account would be asked about in vain just now. */
async function putOff(ctx: PaymentContext, payments: readonly KnownPayment[], { priority }: CallOptions): Promise<void> {
  const ids = payments.map(({ id }) => id);
  const until = { now: ctx.clock.now(), leastMs: PUT_OFF_MS.least, spreadMs: PUT_OFF_MS.spread };
  await ctx.db.read.payments.putOff(ctx.account.id, { ids, allDue: priority === "sweep", ...until });
}

/** So that everything is asked about within fifteen seconds after QFPay is back. */
const PUT_OFF_MS = { least: 5_000, spread: 10_000 } as const;
