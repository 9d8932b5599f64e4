import { announce } from "@tillbook/db/client";
import type { KnownPayment } from "@tillbook/db/payments";
import type { KnownRefund } from "@tillbook/db/refunds";
import { isSame, parseAmount } from "@tillbook/domain/money";
import { type CreateRefund, nextRefundEnquiry, type Refund, refundStanding } from "@tillbook/domain/refunds";
import { actorName, type Context, requireRight } from "../context/index.ts";
import { AppError } from "../errors/index.ts";
import { newId, newOutTradeNo } from "../orders/index.ts";
import { CALL_MAY_RUN_MS } from "../payments/index.ts";
import { sendRefund } from "./send-refund.ts";

/**
 * Gives back part of a paid payment, or all of it. The request is written down and its amount reserved before QFPay is called; what is
 * left is counted under the order's lock, so two refunds at once never exceed the payment. The same requestId sent twice is one refund.
 */
export async function createRefund(ctx: Context, command: CreateRefund): Promise<Refund> {
  requireRight(ctx.actor, "refund");
  const { refund, payment, isNew } = await ctx.db.unitOfWork(async (tx) => {
    const found = await tx.payments.byId(ctx.account.id, command.paymentId);
    const order = found && (await tx.orders.lock(ctx.account.id, found.orderId));
    const payment = order && (await tx.payments.byId(ctx.account.id, command.paymentId));
    if (!payment) throw new AppError("not_found", "there is no such payment");
    const before = await tx.refunds.byRequest(ctx.account.id, command.requestId);
    if (before) return { refund: sameRequest(before, command, payment), payment, isNew: false };
    if (payment.state.at !== "paid") throw new AppError("payment_not_paid", "only a paid payment can be refunded");
    const others = (await tx.refunds.ofOrder(order.id)).filter((other) => other.paymentId === payment.id);
    const refund = newRefund(ctx, command, payment, order.number, others);
    await tx.refunds.insert(refund);
    const at = refund.createdAt;
    await tx.observations.insertChange({
      accountId: refund.accountId,
      subject: "refund",
      subjectId: refund.id,
      before: null,
      after: "submitted",
      actor: actorName(ctx.actor),
      observationId: null,
      at,
    });
    await tx.audit.insert({
      accountId: refund.accountId,
      actor: actorName(ctx.actor),
      action: "refund.requested",
      subject: "refund",
      subjectId: refund.id,
      details: { reason: refund.reason },
      at,
    });
    await announce(tx.sql, { accountId: refund.accountId, orderId: order.id, topic: "order" });
    return { refund, payment, isNew: true };
  });
  if (isNew) await sendRefund(ctx, refund, payment); // after commit: QFPay is never called inside a database transaction
  return refund;
}

function newRefund(
  ctx: Context,
  command: CreateRefund,
  payment: KnownPayment,
  orderNumber: string,
  others: readonly KnownRefund[],
): Refund {
  const read = parseAmount(command.amount, payment.amount.currency);
  if (!read.ok) throw new AppError("invalid_input", `amount: ${read.fault}`, { fields: [{ field: "amount", fault: read.fault }] });
  const { refundable } = refundStanding(payment.amount, others);
  if (read.amount.minor > refundable.minor)
    throw new AppError("refund_too_large", "the refund is larger than what is left of the payment", {
      fields: [{ field: "amount", fault: "too_large" }],
    });
  const now = ctx.clock.now();
  const refund = {
    id: newId(),
    accountId: ctx.account.id,
    orderId: payment.orderId,
    paymentId: payment.id,
    requestId: command.requestId,
    outTradeNo: newOutTradeNo("refund", orderNumber),
    amount: read.amount,
    reason: command.reason,
    state: { at: "submitted" },
    nextEnquiryAt: null,
    enquiries: 0,
    requestedBy: actorName(ctx.actor),
    createdAt: now,
  } as const satisfies Refund;
  return { ...refund, nextEnquiryAt: new Date(Math.max(nextRefundEnquiry(refund, now)?.getTime() ?? 0, now.getTime() + CALL_MAY_RUN_MS)) };
}

function sameRequest(before: KnownRefund, command: CreateRefund, payment: KnownPayment): KnownRefund {
  const read = parseAmount(command.amount, payment.amount.currency);
  const isSameContent =
    before.paymentId === command.paymentId && before.reason === command.reason && read.ok && isSame(read.amount, before.amount);
  if (!isSameContent) throw new AppError("request_reused", "this requestId belongs to another refund");
  return before;
}
