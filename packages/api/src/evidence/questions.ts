import type { HeardEvidence } from "@tillbook/db/evidence";
import type { KnownPayment, StoredCase } from "@tillbook/db/payments";
import type { KnownRefund } from "@tillbook/db/refunds";
import { isOpen } from "@tillbook/domain/payments";
import type { SupportQuestion } from "../views/index.ts";

/** QFPay sends a notification at once and again after two minutes. docs/qfpay.md#notifications */
const NOTIFIED_WITHIN_MS = 10 * 60_000;
/** A refund that QFPay is working on usually ends within seconds. */
const REFUNDED_WITHIN_MS = 30 * 60_000;

type Standing = {
  readonly payment: KnownPayment;
  readonly refunds: readonly KnownRefund[];
  readonly cases: readonly Pick<StoredCase, "kind" | "closedAt">[];
  readonly heard: readonly Pick<HeardEvidence, "source" | "verdict" | "notifyType">[];
  readonly now: Date;
};

/** What QFPay's support is asked about a payment, the most pressing first; never empty. */
export function questionsOn({ payment, refunds, cases, heard, now }: Standing): SupportQuestion[] {
  const waits = (kind: StoredCase["kind"]): boolean => cases.some((each) => each.kind === kind && each.closedAt === null);
  const questions: SupportQuestion[] = [];
  if (isOpen(payment) && now > payment.expiresAt) questions.push("what_became_of_it");
  if (waits("twin")) questions.push("paid_twice");
  if (waits("quarantined") || heard.some(({ verdict }) => verdict === "mismatched")) questions.push("does_not_fit");
  if (payment.state.at === "paid" && isOlder(payment.paydtm ?? payment.sysdtm, NOTIFIED_WITHIN_MS, now) && !wasNotified(heard))
    questions.push("no_notification");
  if (refunds.some((refund) => isUnclear(refund) && isOlder(refund.stateAt, REFUNDED_WITHIN_MS, now))) questions.push("refund_unclear");
  return questions.length === 0 ? ["please_confirm"] : questions;
}

function wasNotified(heard: Standing["heard"]): boolean {
  return heard.some(({ source, verdict, notifyType }) => source === "notification" && verdict === "verified" && notifyType === "payment");
}

function isUnclear({ state }: KnownRefund): boolean {
  return state.at === "submitted" || state.at === "processing";
}

function isOlder(at: Date | null, ms: number, now: Date): boolean {
  return at !== null && now.getTime() - at.getTime() > ms;
}
