import type { Delivery, EventFacts } from "@tillbook/db/webhooks";
import { formatMajor, type Money, money } from "@tillbook/domain/money";

/**
 * The body of a delivery: the same bytes every time, since it is made of what never changes again.
 * `facts` is null for an event that only tries the endpoint out.
 */
export function eventBody(delivery: Pick<Delivery, "eventId" | "type" | "endpointId" | "createdAt">, facts: EventFacts | null): string {
  return JSON.stringify({
    id: eventName(delivery),
    type: delivery.type,
    timestamp: (facts?.at ?? delivery.createdAt).toISOString(),
    data: facts ? dataOf(facts) : { endpointId: delivery.endpointId },
  });
}

/** The event's own name: the same in every delivery and repeat, so that a receiver acts on it once. */
export function eventName({ eventId }: Pick<Delivery, "eventId">): string {
  return `evt_${eventId.replaceAll("-", "")}`;
}

function dataOf(facts: EventFacts): object {
  switch (facts.subject) {
    case "order":
      return { ...orderData(facts), before: facts.before, state: facts.after, late: lateOf(facts) };
    case "payment":
      return paymentData(facts);
    case "refund":
      return refundData(facts);
  }
}

function orderData(facts: EventFacts) {
  return {
    orderId: facts.orderId,
    orderNumber: facts.orderNumber,
    ...amountOf(money(facts.orderMinor, facts.currency)),
    face: facts.face,
    createdAt: facts.orderCreatedAt.toISOString(),
  };
}

function paymentData(facts: EventFacts): object {
  const isPaid = facts.after === "paid"; // QFPay's numbers are final only then
  return {
    paymentId: facts.subjectId,
    orderId: facts.orderId,
    orderNumber: facts.orderNumber,
    ...amountOf(money(facts.orderMinor, facts.currency)),
    outTradeNo: facts.paymentOutTradeNo,
    payType: facts.payType,
    before: facts.before,
    state: facts.after,
    syssn: isPaid ? facts.paymentSyssn : null,
    sysdtm: isPaid ? (facts.paymentSysdtm?.toISOString() ?? null) : null,
    paydtm: isPaid ? (facts.paydtm?.toISOString() ?? null) : null,
    counts: isPaid && facts.details["twin"] !== true,
    late: lateOf(facts),
  };
}

function refundData(facts: EventFacts): object {
  const isDone = facts.after === "refunded";
  return {
    refundId: facts.subjectId,
    paymentId: facts.paymentId,
    orderId: facts.orderId,
    orderNumber: facts.orderNumber,
    ...amountOf(money(facts.refundMinor ?? 0n, facts.currency)),
    outTradeNo: facts.refundOutTradeNo,
    reason: facts.reason,
    before: facts.before,
    state: facts.after,
    syssn: isDone ? facts.refundSyssn : null,
    sysdtm: isDone ? (facts.refundSysdtm?.toISOString() ?? null) : null,
  };
}

function amountOf(amount: Money): { amount: string; currency: string } {
  return { amount: formatMajor(amount), currency: amount.currency };
}

/** How money was late: after_expiry, after_cancel or after_giving_up. Null when it came in time. */
function lateOf({ details }: EventFacts): string | null {
  const late = details["late"];
  return typeof late === "string" ? late : null;
}
