import type { KnownPayment } from "@tillbook/db/payments";
import { standings } from "@tillbook/db/refunds";
import { formatMajor } from "@tillbook/domain/money";
import type { Order } from "@tillbook/domain/orders";
import { type Attempt, isPayable, orderOutcome, type PaymentOutcome, paymentOutcome } from "@tillbook/domain/payments";
import type { RefundStanding } from "@tillbook/domain/refunds";
import type { z } from "zod";
import { type Context, requireRight } from "../context/index.ts";
import { linkUrlOf } from "../desk/index.ts";
import { readListedOrder, rowView } from "../orders/index.ts";
import { qrSvg } from "../payments/index.ts";
import { refundView } from "../refunds/index.ts";
import type { OrderRow } from "../views/index.ts";
import type { OrderBody, orderRowSchema, paymentSchema } from "./schemas/orders.ts";
import { refundBody } from "./schemas/refunds.ts";

const NOBODY: ReadonlyMap<string, string> = new Map();

/** One order as programs receive it, or `not_found`: what became of its money, without its history. */
export async function readMerchantOrder(ctx: Context, query: { orderId: string }): Promise<OrderBody> {
  requireRight(ctx.actor, "readOrders");
  const listed = await readListedOrder(ctx, query.orderId);
  const { order } = listed;
  const [payments, refunds] = await Promise.all([ctx.db.read.payments.ofOrder(order.id), ctx.db.read.refunds.ofOrder(order.id)]);
  const known = await standings(
    ctx.db.read.sql,
    payments.map(({ id }) => id),
  );
  const counted = known.find(({ paymentId }) => paymentId === order.paidPaymentId);
  const attempts = payments.map((payment) => attemptOf(payment, known));
  const now = ctx.clock.now();
  const nothing = { ...order.amount, minor: 0n };
  const url = linkUrlOf(ctx, order);
  return {
    ...orderRowBody(rowView(listed)),
    ...outcomeBody(orderOutcome(order, attempts, now)),
    note: order.note,
    expiresAt: order.expiresAt.toISOString(),
    refundable: formatMajor(counted?.refundable ?? nothing),
    refunding: formatMajor(counted?.refunding ?? nothing),
    paidPaymentId: order.paidPaymentId,
    link: { url, qrSvg: qrSvg(url) },
    qr: scannable(order, payments, now),
    payments: payments.map((payment) => paymentBody(payment, order, attemptOf(payment, known), now)),
    refunds: refunds.map((refund) => refundBody(refundView(ctx, { ...refund, orderNumber: order.number }, NOBODY))),
  };
}

/** An order of a list as programs receive it. */
export function orderRowBody(row: OrderRow): z.infer<typeof orderRowSchema> {
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    amount: row.amount.amount,
    currency: row.amount.currency,
    refunded: row.refunded.amount,
    face: row.face,
    goodsName: row.goodsName,
    isUnclear: row.isUnclear,
    createdAt: row.createdAt,
    paidAt: row.paidAt,
  };
}

function attemptOf(payment: KnownPayment, known: readonly RefundStanding[]): Attempt {
  const standing = known.find(({ paymentId }) => paymentId === payment.id);
  return { ...payment, refunded: standing?.refunded ?? { ...payment.amount, minor: 0n } };
}

/** The QR that can be scanned now, in WeChat's own words, so that a screen draws it; never a picture to save or send. */
function scannable(order: Order, payments: readonly KnownPayment[], now: Date): OrderBody["qr"] {
  const current = order.state === "open" ? payments.find(isPayable) : undefined;
  if (current?.state.at !== "awaiting" || current.state.handover?.kind !== "qr" || current.expiresAt <= now) return null;
  return { paymentId: current.id, text: current.state.handover.qrcode, expiresAt: current.expiresAt.toISOString() };
}

function outcomeBody<T extends { is: string; late?: PaymentLate }>(outcome: T): { outcome: T["is"]; late: PaymentLate } {
  return { outcome: outcome.is, late: outcome.late ?? null };
}
type PaymentLate = Extract<PaymentOutcome, { late: unknown }>["late"];

function paymentBody(payment: KnownPayment, order: Order, attempt: Attempt, now: Date): z.infer<typeof paymentSchema> {
  return {
    id: payment.id,
    state: payment.state.at,
    ...outcomeBody(paymentOutcome(attempt, order, now)),
    counts: payment.id === order.paidPaymentId,
    outTradeNo: payment.outTradeNo,
    payType: payment.payType,
    syssn: payment.syssn,
    sysdtm: payment.sysdtm?.toISOString() ?? null,
    paydtm: payment.paydtm?.toISOString() ?? null,
    respcd: payment.respcd,
    createdAt: payment.createdAt.toISOString(),
    expiresAt: payment.expiresAt.toISOString(),
  };
}
