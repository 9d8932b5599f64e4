import type { Money } from "../money/index.ts";
import type { PaymentStateName } from "../payments/index.ts";
import type { RefundRules } from "./rules.ts";
import { blackoutEnd, nextTry } from "./sending.ts";
import type { RefundStanding } from "./standing.ts";

/** What QFPay's own flag says of the payment. docs/qfpay.md#enquiry */
export type QfpayFlag = "none" | "reversed" | "refunded" | "partly_refunded";

/** A refund somebody thinks of, with what is known of its payment. */
export type RefundIdea = {
  readonly amount: Money;
  readonly payment: { readonly state: PaymentStateName; readonly paidAt: Date | null; readonly flag: QfpayFlag };
  readonly standing: RefundStanding;
  /** Today's unsettled takings in its currency, less what is promised to other refunds; null when nobody looked. */
  readonly takings: Money | null;
};

/** What is looked at, in this order. */
export type CheckName = "payment" | "left" | "outside" | "earlier" | "parts" | "age" | "approval" | "blackout" | "takings";

export type Finding =
  | { readonly is: "ok" }
  | { readonly is: "waits"; readonly why: "approval" | "blackout" | "earlier_refund" | "takings_too_small"; readonly until: Date | null }
  | {
      readonly is: "refused";
      readonly why: "not_paid" | "reversed" | "refunded_at_qfpay" | "nothing_left" | "too_large" | "part_barred" | "too_old";
    }
  | { readonly is: "note"; readonly why: "given_outside" | "partly_refunded_at_qfpay" | "under_way" };

/** One thing that was looked at, with the sum that it turns on where there is one. */
export type Check = Finding & { readonly about: CheckName; readonly sum: Money | null };
export type RefusedCheck = Extract<Check, { is: "refused" }>;

const DAY_MS = 24 * 60 * 60_000;
const OK: Finding = { is: "ok" };

/**
 * Whether a refund can be made, looked at before anything is sent: each check is fine, makes it wait (until when, where that is known),
 * refuses it, or is worth knowing. QFPay has the last word: our own takings are only those that went through Tillbook.
 */
export function feasibility(idea: RefundIdea, now: Date, rules: RefundRules): Check[] {
  const { standing, takings } = idea;
  const limit = rules.approvalAbove.get(idea.amount.currency) ?? null;
  return [
    { about: "payment", ...paymentFinding(idea), sum: standing.paid },
    { about: "left", ...leftFinding(idea), sum: standing.refundable },
    ...(standing.givenOutside.minor > 0n
      ? [{ about: "outside", is: "note", why: "given_outside", sum: standing.givenOutside } as const]
      : []),
    { about: "earlier", ...earlierFinding(standing), sum: underWay(standing) },
    { about: "parts", ...partsFinding(idea), sum: null },
    { about: "age", ...ageFinding(idea, now, rules), sum: null },
    { about: "approval", ...approvalFinding(idea, limit), sum: limit },
    { about: "blackout", ...blackoutFinding(now, rules), sum: null },
    ...(takings === null ? [] : [{ about: "takings", ...takingsFinding(idea.amount, takings, now, rules), sum: takings } as const]),
  ];
}

/** The first check that refuses, or null. */
export function refusalIn(checks: readonly Check[]): RefusedCheck | null {
  return checks.find((check): check is RefusedCheck => check.is === "refused") ?? null;
}

/** Whether a second person must approve it. */
export function needsApproval(checks: readonly Check[]): boolean {
  return checks.some((check) => check.is === "waits" && check.why === "approval");
}

function paymentFinding({ payment, standing }: RefundIdea): Finding {
  if (payment.state !== "paid") return { is: "refused", why: "not_paid" };
  switch (payment.flag) {
    case "reversed":
      return { is: "refused", why: "reversed" };
    case "refunded":
      // QFPay gave back more than we know of, so what looks left here is not.
      return standing.refunded.minor < standing.paid.minor ? { is: "refused", why: "refunded_at_qfpay" } : OK;
    case "partly_refunded":
      return standing.refunded.minor === 0n ? { is: "note", why: "partly_refunded_at_qfpay" } : OK;
    case "none":
      return OK;
  }
}

function leftFinding({ amount, standing, payment }: RefundIdea): Finding {
  if (payment.state !== "paid" || amount.minor <= standing.refundable.minor) return OK;
  return { is: "refused", why: standing.refundable.minor === 0n ? "nothing_left" : "too_large" };
}

/** QFPay takes one refund of a payment at a time. docs/qfpay.md#refunds */
function earlierFinding(standing: RefundStanding): Finding {
  if (standing.isOneAtQfpay) return { is: "waits", why: "earlier_refund", until: null };
  return underWay(standing).minor > 0n ? { is: "note", why: "under_way" } : OK;
}

function underWay({ refunding, awaitingApproval }: RefundStanding): Money {
  return { minor: refunding.minor + awaitingApproval.minor, currency: refunding.currency };
}

function partsFinding({ amount, standing }: RefundIdea): Finding {
  return standing.isPartBarred && amount.minor !== standing.paid.minor ? { is: "refused", why: "part_barred" } : OK;
}

function ageFinding({ payment }: RefundIdea, now: Date, rules: RefundRules): Finding {
  const isTooOld = payment.paidAt !== null && now.getTime() > payment.paidAt.getTime() + rules.maximumAgeDays * DAY_MS;
  return isTooOld ? { is: "refused", why: "too_old" } : OK;
}

/** What one person asked for of one payment counts together, or the limit would be met in slices. */
function approvalFinding({ amount, standing }: RefundIdea, limit: Money | null): Finding {
  const isAbove = limit !== null && amount.minor + standing.unapproved.minor > limit.minor;
  return isAbove ? { is: "waits", why: "approval", until: null } : OK;
}

function blackoutFinding(now: Date, rules: RefundRules): Finding {
  const until = blackoutEnd(now, rules);
  return until === null ? OK : { is: "waits", why: "blackout", until };
}

function takingsFinding(amount: Money, takings: Money, now: Date, rules: RefundRules): Finding {
  if (amount.minor <= takings.minor) return OK;
  const until = nextTry({ sends: 1, createdAt: now, decidedAt: null }, { now, rules, chance: 0 });
  return { is: "waits", why: "takings_too_small", until };
}
