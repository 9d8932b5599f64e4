import { announce, type Repositories } from "@tillbook/db/client";
import type { KnownRefund } from "@tillbook/db/refunds";
import { differences } from "@tillbook/domain/payments";
import { hearRefund, isAtQfpay, isRefundOpen, refundRulesSchema } from "@tillbook/domain/refunds";
import type { NewsContext } from "../context/index.ts";
import { storeQuarantined } from "./cases.ts";
import type { HeardOfRefund } from "./heard.ts";
import { contradictions, judge } from "./judge.ts";
import { recordOutsideRefund } from "./record-outside-refund.ts";
import { changeOf, type Recorded, storedForm, writeTransaction } from "./stored-form.ts";

/** Records news of a refund inside the caller's transaction, under the order's lock. */
export async function recordRefund(ctx: NewsContext, tx: Repositories, heard: HeardOfRefund): Promise<Recorded> {
  const found = await tx.refunds.byNumbers(ctx.account.id, heard.claimed.outTradeNo, heard.syssn);
  const order = found && (await tx.orders.lock(ctx.account.id, found.orderId));
  const refund = order && (await tx.refunds.byNumbers(ctx.account.id, found.outTradeNo, null));
  if (!refund) return recordOutsideRefund(ctx, tx, heard);
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
  const row = { ...storedForm(ctx, heard, verdict, findings), paymentId: null, refundId: refund.id };
  if (verdict === "mismatched") {
    await storeQuarantined(tx, heard, row, order);
    return { verdict, orderId: refund.orderId };
  }
  const observationId = await tx.observations.insert(row);
  const origssn = heard.origssn ?? payment?.syssn ?? null;
  if (heard.fact.is !== "unclear") await writeTransaction(ctx, tx, { ...heard, origssn }, ours);
  await moveRefund(ctx, tx, refund, heard, observationId);
  return { verdict, orderId: refund.orderId };
}

/** A refund names the payment that it gives back from, where it names one at all. docs/qfpay.md#notifications */
function differentPayment(origssn: string | null, syssn: string | null): string[] {
  return origssn === null || syssn === null || origssn === syssn ? [] : [`orig_syssn ${origssn}`];
}

async function moveRefund(
  ctx: NewsContext,
  tx: Repositories,
  refund: KnownRefund,
  heard: HeardOfRefund,
  observationId: bigint,
): Promise<void> {
  const now = ctx.clock.now();
  const rules = refundRulesSchema.parse(ctx.account.refundRules);
  const moved = hearRefund(refund, heard.fact, { now, rules, chance: Math.random() });
  if (moved.state === refund.state) {
    if (moved === refund && (heard.respcd === null || !isRefundOpen(refund))) return;
    await tx.refunds.schedule(moved, heard.respcd); // it waits, or QFPay said why it does not know
  } else {
    await tx.refunds.save(moved, moved.state.at === "failed" ? moved.state.respcd : heard.respcd);
    await tx.observations.insertChange(
      changeOf(ctx, heard, {
        subject: "refund",
        subjectId: refund.id,
        before: refund.state.at,
        after: moved.state.at,
        observationId,
        at: now,
      }),
    );
  }
  if (isAtQfpay(refund) && !isAtQfpay(moved)) await tx.refunds.releaseWaiting(refund.paymentId, now);
  await announce(tx.sql, { accountId: ctx.account.id, orderId: refund.orderId, topic: "order" });
}
