import type { StoredAuditEntry } from "@tillbook/db/audit";
import type { StoredObservation, StoredStateChange } from "@tillbook/db/observations";
import type { KnownPayment } from "@tillbook/db/payments";
import type { KnownRefund } from "@tillbook/db/refunds";
import { mayBecome, type Order } from "@tillbook/domain/orders";
import { decidesAt, isOpen, isPayable } from "@tillbook/domain/payments";
import { refundStanding } from "@tillbook/domain/refunds";
import { type Context, mayAct, requireRight } from "../context/index.ts";
import { moneyView, readListedOrder, rowView } from "../orders/index.ts";
import { qrSvg } from "../payments/index.ts";
import type { AskedView, LiveQrView, OrderDetail, PaymentView, RefundView, TimelineEntry } from "../views/index.ts";

/** All that is known about one order: attempts, refunds, what was heard and when, what may be done next. */
export async function readOrder(ctx: Context, query: { orderId: string }): Promise<OrderDetail> {
  requireRight(ctx.actor, "readOrders");
  const listed = await readListedOrder(ctx, query.orderId);
  const { order } = listed;
  const [payments, refunds, observations, changes] = await Promise.all([
    ctx.db.read.payments.ofOrder(order.id),
    ctx.db.read.refunds.ofOrder(order.id),
    ctx.db.read.observations.ofOrder(order.id),
    ctx.db.read.observations.changesOfOrder(order.id),
  ]);
  const deeds = await ctx.db.read.audit.of([order.id, ...payments.map((payment) => payment.id), ...refunds.map((refund) => refund.id)]);
  const names = await ctx.db.read.accounts.namesOf([...changes, ...deeds].map((entry) => entry.actor));
  const counted = payments.find((payment) => payment.id === order.paidPaymentId);
  const standing = refundStanding(order.amount, counted ? refunds.filter((refund) => refund.paymentId === counted.id) : []);
  const refundable = counted ? standing.refundable : { ...order.amount, minor: 0n };
  const linkUrl = linkUrlOf(ctx, order);
  const can = (right: "collect" | "refund"): boolean => mayAct(ctx.actor, right);
  return {
    ...rowView(listed),
    note: order.note,
    expiresAt: order.expiresAt.toISOString(),
    linkUrl,
    linkQrSvg: qrSvg(linkUrl),
    live: liveView(order, payments, ctx.clock.now()),
    payments: payments.map((payment) => paymentView(payment, order)),
    refunds: refunds.map((refund) => refundView(refund, names)),
    timeline: timeline(observations, changes, deeds, names),
    refundable: moneyView(refundable),
    refunding: moneyView(standing.refunding),
    can: {
      cancel: can("collect") && order.state === "open" && mayBecome(order.state, "cancelled"),
      refund: can("refund") && refundable.minor > 0n,
      enquire: payments.some(isOpen) || refunds.some((refund) => refund.nextEnquiryAt !== null),
    },
  };
}

/** The order's own address, from settings and never from a request. */
export function linkUrlOf(ctx: Context, order: Order): string {
  return `${ctx.publicUrl}/p/${order.linkToken}`;
}

function liveView(order: Order, payments: readonly KnownPayment[], now: Date): LiveQrView {
  if (order.state !== "open") return { at: "over" };
  const current = payments.find(isPayable);
  if (!current) {
    const last = payments.at(-1);
    return last?.state.at === "failed" ? { at: "refused", respcd: last.state.respcd, message: "" } : { at: "preparing" };
  }
  if (current.expiresAt <= now) return { at: "unclear", asked: askedView(current) }; // its code is dead, and QFPay has not said more yet
  if (current.state.at === "awaiting" && current.state.handover?.kind === "qr") {
    return {
      at: "payable",
      paymentId: current.id,
      qrSvg: qrSvg(current.state.handover.qrcode),
      expiresAt: current.expiresAt.toISOString(),
    };
  }
  return current.payType === "800207" && current.state.at === "awaiting"
    ? { at: "preparing" }
    : { at: "unclear", asked: askedView(current) };
}

function askedView(payment: KnownPayment): AskedView {
  return { times: payment.enquiries, nextAt: payment.nextEnquiryAt?.toISOString() ?? null, decidesAt: decidesAt(payment).toISOString() };
}

function paymentView(payment: KnownPayment, order: Order): PaymentView {
  return {
    id: payment.id,
    outTradeNo: payment.outTradeNo,
    payType: payment.payType,
    state: payment.state.at,
    syssn: payment.syssn,
    sysdtm: payment.sysdtm?.toISOString() ?? null,
    paydtm: payment.paydtm?.toISOString() ?? null,
    chnlsn: payment.chnlsn,
    respcd: payment.respcd,
    createdAt: payment.createdAt.toISOString(),
    expiresAt: payment.expiresAt.toISOString(),
    counts: payment.id === order.paidPaymentId,
    asked: isOpen(payment) ? askedView(payment) : null,
  };
}

/** Names of people by the way they are written in events; whoever is no person keeps that way. */
type Names = ReadonlyMap<string, string>;

function refundView(refund: KnownRefund, names: Names): RefundView {
  return {
    id: refund.id,
    paymentId: refund.paymentId,
    outTradeNo: refund.outTradeNo,
    amount: moneyView(refund.amount),
    reason: refund.reason,
    state: refund.state.at,
    respcd: refund.respcd,
    syssn: refund.syssn,
    sysdtm: refund.sysdtm?.toISOString() ?? null,
    requestedBy: names.get(refund.requestedBy) ?? refund.requestedBy,
    createdAt: refund.createdAt.toISOString(),
  };
}

function timeline(
  observations: readonly StoredObservation[],
  changes: readonly StoredStateChange[],
  deeds: readonly StoredAuditEntry[],
  names: Names,
): TimelineEntry[] {
  const heard = observations.map(
    ({ receivedAt, source, verdict, respcd, syssn, outTradeNo, findings }): TimelineEntry => ({
      kind: "observation",
      at: receivedAt.toISOString(),
      source,
      verdict,
      respcd,
      syssn,
      outTradeNo,
      findings,
    }),
  );
  const changed = changes.map(
    ({ at, subject, before, after, actor }): TimelineEntry => ({
      kind: "change",
      at: at.toISOString(),
      subject,
      before,
      after,
      actor: names.get(actor) ?? actor,
    }),
  );
  const done = deeds.map(
    ({ at, action, actor }): TimelineEntry => ({ kind: "deed", at: at.toISOString(), action, actor: names.get(actor) ?? actor }),
  );
  return [...done, ...heard, ...changed].toSorted((a, b) => a.at.localeCompare(b.at));
}
