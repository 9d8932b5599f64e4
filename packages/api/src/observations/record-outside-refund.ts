import { announce, type Repositories } from "@tillbook/db/client";
import type { KnownPayment } from "@tillbook/db/payments";
import { formatMajor } from "@tillbook/domain/money";
import type { NewsContext } from "../context/index.ts";
import { storeQuarantined } from "./cases.ts";
import type { HeardOfRefund } from "./heard.ts";
import { contradictions, judge } from "./judge.ts";
import { type Recorded, storedForm, storeUnknown, writeTransaction } from "./stored-form.ts";

/**
 * QFPay speaks of a refund that is none of ours, as one that was made in its own portal. Where it names a payment that we know, its
 * transaction belongs to that payment from now on, whatever we know of the payment itself: it counts as given back once the payment's own
 * news has come, and QFPay is asked about the payment soon. Where it names none, it is kept and looked up. docs/decisions/0011-refunds-made-elsewhere.md
 */
export async function recordOutsideRefund(ctx: NewsContext, tx: Repositories, heard: HeardOfRefund): Promise<Recorded> {
  const found = heard.origssn === null ? null : await tx.payments.byNumbers(ctx.account.id, null, heard.origssn);
  const order = found && (await tx.orders.lock(ctx.account.id, found.orderId));
  const payment = order && (await tx.payments.byId(ctx.account.id, found.id)); // as it is now that we hold the lock
  const { amount } = heard.claimed;
  if (!payment || amount === null) return storeUnknown(ctx, tx, heard);
  const ours = { paymentId: payment.id, refundId: null, amount, payType: payment.payType };
  const findings = [...differencesTo(payment, ctx.account.mchid, heard), ...(await contradictions(ctx, tx, heard, ours))];
  const verdict = await judge(ctx, tx, heard, findings);
  const row = { ...storedForm(ctx, heard, verdict, findings), paymentId: payment.id, refundId: null };
  if (verdict === "mismatched") {
    await storeQuarantined(tx, heard, row, order);
    return { verdict, orderId: payment.orderId };
  }
  await tx.observations.insert(row);
  if (heard.fact.is !== "unclear") await writeTransaction(ctx, tx, heard, ours);
  if (payment.state.at !== "paid") await tx.refunds.askSoonAboutPayment(payment.id, ctx.clock.now());
  await announce(tx.sql, { accountId: ctx.account.id, orderId: payment.orderId, topic: "order" });
  return { verdict, orderId: payment.orderId };
}

/** A payment gives back at most itself, in its own currency, to its own merchant. */
function differencesTo(payment: KnownPayment, mchid: string | null, { claimed }: HeardOfRefund): string[] {
  const found: string[] = [];
  const { amount } = claimed;
  if (amount !== null && (amount.currency !== payment.amount.currency || amount.minor <= 0n || amount.minor > payment.amount.minor))
    found.push(`amount ${amount.currency} ${formatMajor(amount)}`);
  if (claimed.mchid !== null && mchid !== null && claimed.mchid !== mchid) found.push(`mchid ${claimed.mchid}`);
  return found;
}
