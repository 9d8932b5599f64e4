import type { Repositories } from "@tillbook/db/client";
import type { KnownPayment } from "@tillbook/db/payments";
import type { KnownRefund } from "@tillbook/db/refunds";
import { blackoutEnd, type Check, type Refund, refusalIn, sendingTime, sentNow } from "@tillbook/domain/refunds";
import type { Answer, CallOptions } from "@tillbook/qfpay/client";
import type { Context } from "../context/index.ts";
import { heardOfRefundCall, recordObservation } from "../observations/index.ts";
import { CALL_MAY_RUN_MS } from "../payments/index.ts";
import { lookAtRefund } from "./look-at.ts";
import { planOf } from "./rules.ts";
import { lockRefund, tellAbout, writeChange } from "./write-change.ts";

/** How soon it is looked at again whether QFPay has done with an earlier refund; its end is also told at once. */
const EARLIER_AGAIN_MS = 60_000;

/** A refund that is written down as sent, and the payment that it gives back from. */
export type Begun = { readonly refund: KnownRefund; readonly syssn: string };

/**
 * Sends a refund to QFPay, unless something came into its way. Always under its own number, which never changes: QFPay refuses a number
 * that it has seen, so a second sending cannot give back twice. Whoever sends again has made sure first that QFPay does not know it.
 */
export async function sendRefund(ctx: Context, refund: KnownRefund, options: CallOptions = {}): Promise<void> {
  const begun = await beginSending(ctx, refund);
  if (begun) await recordObservation(ctx, heardOfRefundCall(await callRefund(ctx, begun, options), refund.outTradeNo));
}

/**
 * Writes down that the refund goes out now, before QFPay is called: what a crash leaves behind is then asked about, never sent blindly.
 * Null when it does not go: somebody else sent or stopped it since it was read, or it must wait or fail, which is then written.
 */
export async function beginSending(ctx: Context, read: KnownRefund): Promise<Begun | null> {
  return ctx.db.unitOfWork(async (tx) => {
    const refund = await lockRefund(ctx, tx, read.id);
    if (!refund || refund.sends !== read.sends || !isToBeSent(refund)) return null;
    const payment = await tx.payments.byId(ctx.account.id, refund.paymentId);
    if (!payment) throw new Error(`payment ${refund.paymentId} vanished`);
    const { checks } = await lookAtRefund(ctx, tx, { payment, amount: refund.amount, except: refund.id, withTakings: false });
    if (await isHeldBack(ctx, tx, refund, checks)) return null;
    return { refund: await writeSent(ctx, tx, refund), syssn: syssnOf(payment) };
  });
}

/** The call itself: at most one moment of money, whatever becomes of the answer. Never inside a database transaction. */
export function callRefund(ctx: Context, { refund, syssn }: Begun, options: CallOptions = {}): Promise<Answer<unknown>> {
  return ctx.qfpay.refundPayment({ syssn, outTradeNo: refund.outTradeNo, amount: refund.amount, txdtm: refund.createdAt }, options);
}

function isToBeSent(refund: Refund): boolean {
  if (refund.nextSendAt === null) return false;
  return refund.state.at === "queued" || (refund.state.at === "submitted" && refund.waitsBecause !== null);
}

async function writeSent(ctx: Context, tx: Repositories, refund: KnownRefund): Promise<KnownRefund> {
  const now = ctx.clock.now();
  const sent = { ...refund, ...sentNow(refund, now, new Date(now.getTime() + CALL_MAY_RUN_MS)) };
  await tx.refunds.save(sent, null);
  await writeChange(ctx, tx, sent, { before: refund.state.at, details: { send: String(sent.sends) } });
  return sent;
}

/** What came into its way since it was decided: then it waits, or has failed, and people see why. */
async function isHeldBack(ctx: Context, tx: Repositories, refund: KnownRefund, checks: readonly Check[]): Promise<boolean> {
  const refused = refusalIn(checks);
  const plan = planOf(ctx);
  if (refused) {
    const failed = {
      ...refund,
      state: { at: "failed", respcd: refused.why },
      stateAt: plan.now,
      nextSendAt: null,
      waitsBecause: null,
    } as const;
    await tx.refunds.save(failed, refused.why);
    await writeChange(ctx, tx, failed, { before: refund.state.at });
    return true;
  }
  if (blackoutEnd(plan.now, plan.rules) !== null) {
    await wait(tx, refund, "blackout", sendingTime(plan).at);
    return true;
  }
  if (checks.some((check) => check.is === "waits" && check.why === "earlier_refund")) {
    await wait(tx, refund, "earlier_refund", new Date(plan.now.getTime() + EARLIER_AGAIN_MS));
    return true;
  }
  return false;
}

async function wait(tx: Repositories, refund: KnownRefund, waitsBecause: string, nextSendAt: Date): Promise<void> {
  await tx.refunds.schedule({ ...refund, waitsBecause, nextSendAt }, null);
  if (refund.waitsBecause !== waitsBecause) await tellAbout(tx, refund);
}

function syssnOf(payment: KnownPayment): string {
  if (payment.syssn === null) throw new Error(`payment ${payment.id} has no number at QFPay`);
  return payment.syssn;
}
