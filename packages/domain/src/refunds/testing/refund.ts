import { money } from "../../money/index.ts";
import { type Plan, type Refund, type RefundIdea, type RefundStanding, refundRulesSchema } from "../index.ts";

/** The moment in which tests play: ten in the morning at UTC+8. */
export const NOW = new Date("2026-03-10T10:00:00+08:00");

const id = (digit: string): string => `00000000-0000-7000-8000-00000000000${digit}`;

/** A queued refund of HK$10.00. */
export function aRefund(over: Partial<Refund> = {}): Refund {
  return {
    id: id("1"),
    accountId: id("2"),
    orderId: id("3"),
    paymentId: id("4"),
    requestId: id("5"),
    outTradeNo: "RTEST1",
    amount: money(1_000n, "HKD"),
    reason: "returned goods",
    state: { at: "queued" },
    stateAt: NOW,
    sends: 0,
    nextSendAt: null,
    waitsBecause: null,
    nextEnquiryAt: null,
    enquiries: 0,
    requestedBy: "staff:a",
    decidedBy: null,
    decidedAt: null,
    decisionNote: null,
    createdAt: NOW,
    ...over,
  };
}

/** Usual rules, nothing spread. */
export function planAt(now: Date, chance = 0): Plan {
  return { now, rules: refundRulesSchema.parse({}), chance };
}

/** What is known of a payment over HK$100.00 of which nothing went back. */
export function aStanding(
  over: Partial<Record<"paid" | "refunded" | "givenOutside" | "refunding" | "awaitingApproval" | "unapproved", bigint>> = {},
  flags: Partial<Pick<RefundStanding, "isOneAtQfpay" | "isPartBarred">> = {},
): RefundStanding {
  const sums = { paid: 10_000n, refunded: 0n, givenOutside: 0n, refunding: 0n, awaitingApproval: 0n, unapproved: 0n, ...over };
  const left = sums.paid - sums.refunded - sums.refunding - sums.awaitingApproval;
  const hkd = (minor: bigint) => money(minor, "HKD");
  return {
    paymentId: id("4"),
    paid: hkd(sums.paid),
    refunded: hkd(sums.refunded),
    givenOutside: hkd(sums.givenOutside),
    refunding: hkd(sums.refunding),
    awaitingApproval: hkd(sums.awaitingApproval),
    unapproved: hkd(sums.unapproved),
    refundable: hkd(left > 0n ? left : 0n),
    isOneAtQfpay: false,
    isPartBarred: false,
    ...flags,
  };
}

/** A refund of HK$10.00 of a payment over HK$100.00, paid an hour ago. */
export function anIdea(over: Partial<RefundIdea> = {}): RefundIdea {
  return {
    amount: money(1_000n, "HKD"),
    payment: { state: "paid", paidAt: new Date(NOW.getTime() - 3_600_000), flag: "none" },
    standing: aStanding(),
    takings: money(50_000n, "HKD"),
    ...over,
  };
}
