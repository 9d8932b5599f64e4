import { type KnownPayment, listCases } from "@tillbook/db/payments";
import { outsideRefunds, standings } from "@tillbook/db/refunds";
import { mayBecome, type Order } from "@tillbook/domain/orders";
import { type Attempt, decidesAt, isOpen, isPayable, orderOutcome, paymentOutcome } from "@tillbook/domain/payments";
import type { RefundStanding } from "@tillbook/domain/refunds";
import { type Context, mayAct, requireRight } from "../context/index.ts";
import { moneyView, readListedOrder, rowView, timelineOf } from "../orders/index.ts";
import { qrSvg } from "../payments/index.ts";
import { outsideRefundView, refundView } from "../refunds/index.ts";
import type { AskedView, LiveQrView, OrderDetail, PaymentView } from "../views/index.ts";
import { caseRowView, closersOf } from "./case-view.ts";

/** An order has one case a payment and kind, and one a notice that does not fit. */
const MOST_CASES = 100;

/** All that is known about one order: attempts, refunds, what was heard and when, what may be done next. */
export async function readOrder(ctx: Context, query: { orderId: string }): Promise<OrderDetail> {
  requireRight(ctx.actor, "readOrders");
  const listed = await readListedOrder(ctx, query.orderId);
  const { order } = listed;
  const { sql } = ctx.db.read;
  const listCasesThat = (is: "open" | "closed") =>
    listCases(sql, { accountId: ctx.account.id, is, kinds: [], orderId: order.id, after: null, limit: MOST_CASES });
  const [payments, refunds, observations, changes, open, closed] = await Promise.all([
    ctx.db.read.payments.ofOrder(order.id),
    ctx.db.read.refunds.ofOrder(order.id),
    ctx.db.read.observations.ofOrder(order.id),
    ctx.db.read.observations.changesOfOrder(order.id),
    listCasesThat("open"),
    listCasesThat("closed"),
  ]);
  const cases = [...open, ...closed];
  const deeds = await ctx.db.read.audit.of([order.id, ...payments.map((payment) => payment.id), ...refunds.map((refund) => refund.id)]);
  const names = await ctx.db.read.accounts.namesOf([...[...changes, ...deeds].map((entry) => entry.actor), ...closersOf(cases)]);
  const paymentIds = payments.map((payment) => payment.id);
  const [known, outside] = await Promise.all([standings(ctx.db.read.sql, paymentIds), outsideRefunds(ctx.db.read.sql, paymentIds)]);
  const standing = known.find(({ paymentId }) => paymentId === order.paidPaymentId);
  const nothing = { ...order.amount, minor: 0n };
  const linkUrl = linkUrlOf(ctx, order);
  const now = ctx.clock.now();
  const attempts = payments.map((payment) => attemptOf(payment, known));
  const unclear = payments.filter((payment) => isOpen(payment) && payment.nextEnquiryAt !== null);
  const can = (right: "collect" | "refund"): boolean => mayAct(ctx.actor, right);
  return {
    ...rowView(listed),
    note: order.note,
    expiresAt: order.expiresAt.toISOString(),
    linkUrl,
    linkQrSvg: qrSvg(linkUrl),
    live: liveView(order, payments, now),
    outcome: orderOutcome(order, attempts, now),
    asked: unclear[0] ? askedView(unclear[0]) : null,
    cases: cases.map((listed) => caseRowView(listed, names)),
    payments: payments.map((payment, index) => paymentView(payment, order, attempts[index] ?? attemptOf(payment, known), now)),
    refunds: refunds.map((refund) => refundView(ctx, { ...refund, orderNumber: order.number }, names)),
    givenOutside: outside.map(outsideRefundView),
    timeline: timelineOf(observations, changes, deeds, names),
    refundable: moneyView(standing?.refundable ?? nothing),
    refunding: moneyView(standing?.refunding ?? nothing),
    awaitingApproval: moneyView(standing?.awaitingApproval ?? nothing),
    can: {
      cancel: can("collect") && order.state === "open" && mayBecome(order.state, "cancelled"),
      refund: can("refund") && known.some(({ refundable }) => refundable.minor > 0n),
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

/** An attempt with what went back of it, as outcomes are read from it. */
function attemptOf(payment: KnownPayment, known: readonly RefundStanding[]): Attempt {
  const standing = known.find(({ paymentId }) => paymentId === payment.id);
  return { ...payment, refunded: standing?.refunded ?? { ...payment.amount, minor: 0n } };
}

function paymentView(payment: KnownPayment, order: Order, attempt: Attempt, now: Date): PaymentView {
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
    outcome: paymentOutcome(attempt, order, now),
    asked: isOpen(payment) ? askedView(payment) : null,
  };
}
