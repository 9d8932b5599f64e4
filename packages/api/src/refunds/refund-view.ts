import type { ListedRefund, OutsideRefund } from "@tillbook/db/refunds";
import {
  type Check,
  givesUpAt,
  mayBeWithdrawn,
  type Refund,
  type RefundRules,
  type RefundStanding,
  refundRulesSchema,
} from "@tillbook/domain/refunds";
import { actorName, type Context, mayAct } from "../context/index.ts";
import { moneyView, type Names } from "../orders/index.ts";
import type { CheckView, OutsideRefundView, RefundView, StandingView } from "../views/index.ts";

/** A refund as screens and programs receive it. Whoever is in `names` is called by name. */
export function refundView(ctx: Pick<Context, "actor" | "account">, refund: ListedRefund, names: Names): RefundView {
  const nameOf = (actor: string): string => names.get(actor) ?? actor;
  return {
    id: refund.id,
    paymentId: refund.paymentId,
    order: { id: refund.orderId, number: refund.orderNumber },
    outTradeNo: refund.outTradeNo,
    amount: moneyView(refund.amount),
    reason: refund.reason,
    state: refund.state.at,
    respcd: refund.respcd,
    syssn: refund.syssn,
    sysdtm: refund.sysdtm?.toISOString() ?? null,
    requestedBy: nameOf(refund.requestedBy),
    createdAt: refund.createdAt.toISOString(),
    sends: refund.sends,
    waits: waitsView(refund, refundRulesSchema.parse(ctx.account.refundRules)),
    asked: askedView(refund),
    decided:
      refund.decidedBy === null || refund.decidedAt === null
        ? null
        : { by: nameOf(refund.decidedBy), at: refund.decidedAt.toISOString(), note: refund.decisionNote },
    can: whatMayBeDone(ctx, refund),
  };
}

function waitsView(refund: Refund, rules: RefundRules): RefundView["waits"] {
  if (refund.nextSendAt === null) return null;
  return {
    because: refund.waitsBecause,
    nextSendAt: refund.nextSendAt.toISOString(),
    givesUpAt: givesUpAt(refund, rules).toISOString(),
  };
}

function askedView(refund: Refund): RefundView["asked"] {
  return refund.nextEnquiryAt === null ? null : { times: refund.enquiries, nextAt: refund.nextEnquiryAt.toISOString() };
}

function whatMayBeDone({ actor }: Pick<Context, "actor">, refund: Refund): RefundView["can"] {
  const isOwn = actorName(actor) === refund.requestedBy;
  const mayApprove = mayAct(actor, "approveRefund");
  const isAsked = refund.state.at === "awaiting_approval";
  return {
    approve: isAsked && mayApprove && !isOwn,
    decline: isAsked && mayApprove && !isOwn,
    takeBack: mayBeWithdrawn(refund) && (isOwn ? mayAct(actor, "refund") : mayApprove && !isAsked),
    tryNow: refund.nextSendAt !== null && mayAct(actor, "refund"),
  };
}

export function outsideRefundView(refund: OutsideRefund): OutsideRefundView {
  return { ...refund, amount: moneyView(refund.amount), sysdtm: refund.sysdtm.toISOString() };
}

export function standingView(standing: RefundStanding): StandingView {
  return {
    paid: moneyView(standing.paid),
    refunded: moneyView(standing.refunded),
    givenOutside: moneyView(standing.givenOutside),
    refunding: moneyView(standing.refunding),
    awaitingApproval: moneyView(standing.awaitingApproval),
    refundable: moneyView(standing.refundable),
  };
}

export function checkView(check: Check): CheckView {
  return {
    about: check.about,
    is: check.is,
    why: check.is === "ok" ? null : check.why,
    until: check.is === "waits" ? (check.until?.toISOString() ?? null) : null,
    sum: check.sum && moneyView(check.sum),
  };
}
