import { announce, type Repositories } from "@tillbook/db/client";
import type { ObservationRow } from "@tillbook/db/observations";
import type { KnownPayment } from "@tillbook/db/payments";
import type { KnownRefund } from "@tillbook/db/refunds";
import type { Money } from "@tillbook/domain/money";
import { mayBecome, type Order } from "@tillbook/domain/orders";
import { advance, differences, nextEnquiry } from "@tillbook/domain/payments";
import { advanceRefund, nextRefundEnquiry } from "@tillbook/domain/refunds";
import { actorName, type Context } from "../context/index.ts";
import { type HeardOfPayment, type HeardOfRefund, signedAmount } from "./heard.ts";

/** What became of an observation. */
export type Recorded = { verdict: ObservationRow["verdict"]; orderId: string | null };

/**
 * The one door by which news of money comes in: responses, notifications and enquiries all pass here. Stores what was heard,
 * compares amount, currency, merchant and number with our own row, folds it into the state, and writes the transaction, all in one
 * database transaction under the order's lock. Repeats and late arrivals change nothing.
 */
export async function recordObservation(ctx: Context, heard: HeardOfPayment | HeardOfRefund): Promise<Recorded> {
  const recorded = await ctx.db.unitOfWork((tx) =>
    heard.about === "payment" ? recordPayment(ctx, tx, heard) : recordRefund(ctx, tx, heard),
  );
  if (recorded.verdict === "mismatched" || recorded.verdict === "unknown") {
    ctx.log.warn(
      { verdict: recorded.verdict, source: heard.source, outTradeNo: heard.claimed.outTradeNo, syssn: heard.syssn },
      "observation kept aside",
    );
  }
  return recorded;
}

async function recordPayment(ctx: Context, tx: Repositories, heard: HeardOfPayment): Promise<Recorded> {
  const found = await tx.payments.byNumbers(ctx.account.id, heard.claimed.outTradeNo, heard.syssn);
  const order = found && (await tx.orders.lock(ctx.account.id, found.orderId));
  const payment = found && (await tx.payments.byId(ctx.account.id, found.id)); // as it is now that we hold the lock
  if (!payment || !order) return storeUnknown(ctx, tx, heard);
  const ours = { paymentId: payment.id, refundId: null, amount: payment.amount, payType: payment.payType };
  const findings = [
    ...differences(heard.claimed, { ...payment, mchid: ctx.account.mchid }, { mustNameAmount: heard.fact.is === "paid" }),
    ...(await contradictions(ctx, tx, heard, ours)),
  ];
  const verdict = await judge(ctx, tx, heard, findings);
  const now = ctx.clock.now();
  const observationId = await tx.observations.insert({
    ...storedForm(ctx, heard, verdict, findings),
    paymentId: payment.id,
    refundId: null,
  });
  if (verdict === "mismatched") return { verdict, orderId: order.id };
  await writeTransaction(ctx, tx, heard, ours);
  const state = advance(payment.state, heard.fact);
  if (state !== payment.state) {
    const moved = { ...payment, state };
    await tx.payments.save({ ...moved, nextEnquiryAt: nextEnquiry(moved, now) }, now, heard.respcd);
    await tx.observations.insertChange(
      changeOf(ctx, heard, {
        subject: "payment",
        subjectId: payment.id,
        before: payment.state.at,
        after: state.at,
        observationId,
        at: now,
      }),
    );
    if (state.at === "paid") await countPayment(ctx, tx, order, payment, heard, observationId);
    await announce(tx.sql, { accountId: ctx.account.id, orderId: order.id, topic: "order" });
  }
  return { verdict, orderId: order.id };
}

/** Money arrived: it pays the order whatever the order's state, unless another payment counts already (then this one is a twin). */
async function countPayment(
  ctx: Context,
  tx: Repositories,
  order: Order,
  payment: KnownPayment,
  heard: HeardOfPayment,
  observationId: bigint,
): Promise<void> {
  if (!mayBecome(order.state, "paid")) return;
  const now = ctx.clock.now();
  if (!(await tx.orders.move(order, "paid", now, payment.id))) throw new Error(`order ${order.id} moved under its own lock`);
  await tx.observations.insertChange(
    changeOf(ctx, heard, { subject: "order", subjectId: order.id, before: order.state, after: "paid", observationId, at: now }),
  );
}

async function recordRefund(ctx: Context, tx: Repositories, heard: HeardOfRefund): Promise<Recorded> {
  const found = await tx.refunds.byNumbers(ctx.account.id, heard.claimed.outTradeNo, heard.syssn);
  const order = found && (await tx.orders.lock(ctx.account.id, found.orderId));
  const refund = order && (await tx.refunds.byNumbers(ctx.account.id, found.outTradeNo, null));
  if (!refund) return storeUnknown(ctx, tx, heard);
  const payment = await tx.payments.byId(ctx.account.id, refund.paymentId);
  const payType = payment?.payType ?? "";
  const ours = { paymentId: null, refundId: refund.id, amount: refund.amount, payType };
  const findings = [
    ...differences(
      { ...heard.claimed, payType: null },
      { ...refund, payType, mchid: ctx.account.mchid },
      { mustNameAmount: heard.fact.is === "refunded" },
    ),
    ...differentPayment(heard.origssn, payment?.syssn ?? null),
    ...(await contradictions(ctx, tx, heard, ours)),
  ];
  const verdict = await judge(ctx, tx, heard, findings);
  const now = ctx.clock.now();
  const observationId = await tx.observations.insert({
    ...storedForm(ctx, heard, verdict, findings),
    paymentId: null,
    refundId: refund.id,
  });
  if (verdict === "mismatched") return { verdict, orderId: refund.orderId };
  const origssn = heard.origssn ?? payment?.syssn ?? null;
  await writeTransaction(ctx, tx, { ...heard, origssn }, ours);
  await moveRefund(ctx, tx, refund, heard, observationId, now);
  return { verdict, orderId: refund.orderId };
}

/** A refund names the payment that it gives back from, where it names one at all. docs/qfpay.md#notifications */
function differentPayment(origssn: string | null, syssn: string | null): string[] {
  return origssn === null || syssn === null || origssn === syssn ? [] : [`orig_syssn ${origssn}`];
}

async function moveRefund(
  ctx: Context,
  tx: Repositories,
  refund: KnownRefund,
  heard: HeardOfRefund,
  observationId: bigint,
  now: Date,
): Promise<void> {
  const state = advanceRefund(refund.state, heard.fact);
  if (state === refund.state) return;
  const moved = { ...refund, state };
  await tx.refunds.save({ ...moved, nextEnquiryAt: nextRefundEnquiry(moved, now) }, now, heard.respcd);
  await tx.observations.insertChange(
    changeOf(ctx, heard, { subject: "refund", subjectId: refund.id, before: refund.state.at, after: state.at, observationId, at: now }),
  );
  await announce(tx.sql, { accountId: ctx.account.id, orderId: refund.orderId, topic: "order" });
}

/** QFPay speaks of something that is not ours, as far as we know: kept, and moves nothing. */
async function storeUnknown(ctx: Context, tx: Repositories, heard: HeardOfPayment | HeardOfRefund): Promise<Recorded> {
  await tx.observations.insert({ ...storedForm(ctx, heard, "unknown", ["no such number here"]), paymentId: null, refundId: null });
  return { verdict: "unknown", orderId: null };
}

async function judge(
  ctx: Context,
  tx: Repositories,
  heard: HeardOfPayment | HeardOfRefund,
  findings: readonly string[],
): Promise<ObservationRow["verdict"]> {
  if (findings.length > 0) return "mismatched";
  if (heard.notifyType === null || heard.syssn === null) return "verified";
  return (await tx.observations.wasHeard(ctx.account.id, heard.notifyType, heard.syssn)) ? "duplicate" : "verified";
}

type Ours = { paymentId: string | null; refundId: string | null; amount: Money; payType: string };

/** A number that the books know for something else is no proof of this. */
async function contradictions(ctx: Context, tx: Repositories, heard: HeardOfPayment | HeardOfRefund, ours: Ours): Promise<string[]> {
  if (heard.syssn === null) return [];
  const { paymentId, refundId, amount } = ours;
  return tx.transactions.contradictions({
    accountId: ctx.account.id,
    syssn: heard.syssn,
    kind: heard.about,
    amount: signedAmount(heard.about, amount),
    paymentId,
    refundId,
  });
}

/** The books know a transaction from the moment that QFPay gave it a number and a time. */
async function writeTransaction(ctx: Context, tx: Repositories, heard: HeardOfPayment | HeardOfRefund, ours: Ours): Promise<void> {
  if (heard.syssn === null || heard.sysdtm === null || heard.respcd === null) return;
  await tx.transactions.upsert(
    {
      accountId: ctx.account.id,
      syssn: heard.syssn,
      origssn: heard.origssn,
      outTradeNo: heard.claimed.outTradeNo,
      chnlsn: heard.chnlsn,
      mchid: heard.claimed.mchid ?? ctx.account.mchid,
      kind: heard.about,
      payType: heard.claimed.payType ?? ours.payType,
      amount: signedAmount(heard.about, ours.amount),
      respcd: heard.respcd,
      cancel: heard.cancel,
      environment: ctx.account.environment,
      txdtm: heard.txdtm,
      sysdtm: heard.sysdtm,
      paydtm: heard.paydtm,
      paymentId: ours.paymentId,
      refundId: ours.refundId,
    },
    ctx.clock.now(),
  );
}

function storedForm(
  ctx: Context,
  heard: HeardOfPayment | HeardOfRefund,
  verdict: ObservationRow["verdict"],
  findings: readonly string[],
): Omit<ObservationRow, "paymentId" | "refundId"> {
  return {
    accountId: ctx.account.id,
    source: heard.source,
    verdict,
    findings,
    outTradeNo: heard.claimed.outTradeNo,
    syssn: heard.syssn,
    respcd: heard.respcd,
    notifyType: heard.notifyType,
    raw: heard.raw,
    receivedAt: ctx.clock.now(),
  };
}

type Change = {
  subject: "order" | "payment" | "refund";
  subjectId: string;
  before: string;
  after: string;
  observationId: bigint;
  at: Date;
};
function changeOf(ctx: Context, heard: HeardOfPayment | HeardOfRefund, change: Change) {
  return {
    ...change,
    accountId: ctx.account.id,
    actor: heard.source === "notification" ? "notification" : `${heard.source}:${actorName(ctx.actor)}`,
  };
}
