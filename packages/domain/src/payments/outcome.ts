import type { Money } from "../money/index.ts";
import type { OrderState } from "../orders/index.ts";
import type { PaymentState } from "./payment.ts";

/** Money that came after we had stopped expecting it: the attempt's time was over, it was cancelled, or we had called it failed. */
export type Lateness = "after_expiry" | "after_cancel" | "after_giving_up";

/**
 * What became of one attempt, in the words that staff read. `waiting`: it can be paid. `unclear`: QFPay has not said what became of
 * it. `needs_person`: the plan of enquiries ended without an answer. `twin`: money beside the payment that counts.
 */
export type PaymentOutcome =
  | { readonly is: "waiting" | "unclear" | "needs_person" | "failed" | "expired" | "cancelled" }
  | { readonly is: "paid" | "twin"; readonly late: Lateness | null }
  | { readonly is: "partly_refunded" | "refunded"; readonly late: Lateness | null }
  | { readonly is: "paid_late"; readonly late: Lateness };

/** What became of an order. `paid_twice` while money beside the payment that counts has not gone back. */
export type OrderOutcome =
  | { readonly is: "open" | "unclear" | "needs_person" | "expired" | "cancelled" }
  | { readonly is: "paid" | "paid_twice"; readonly late: Lateness | null }
  | { readonly is: "partly_refunded" | "refunded"; readonly late: Lateness | null }
  | { readonly is: "paid_late"; readonly late: Lateness };

/** What an attempt's outcome is read from. */
export type Attempt = {
  readonly id: string;
  readonly state: PaymentState;
  readonly amount: Money;
  readonly expiresAt: Date;
  readonly needsPersonAt: Date | null;
  readonly late: Lateness | null;
  /** Given back of it so far. */
  readonly refunded: Money;
};

/** What became of one attempt, seen at `now`. `paidPaymentId` is the one that counts for its order. */
export function paymentOutcome(attempt: Attempt, order: { readonly paidPaymentId: string | null }, now: Date): PaymentOutcome {
  const { state } = attempt;
  switch (state.at) {
    case "submitted":
      return { is: attempt.needsPersonAt === null ? "unclear" : "needs_person" };
    case "awaiting":
      if (attempt.needsPersonAt !== null) return { is: "needs_person" };
      return { is: attempt.expiresAt <= now ? "unclear" : "waiting" }; // nobody can start to pay it, and QFPay has not said more
    case "failed":
    case "expired":
    case "cancelled":
      return { is: state.at };
    case "paid":
      return moneyOutcome(attempt, attempt.id === order.paidPaymentId);
  }
}

function moneyOutcome({ amount, refunded, late }: Attempt, counts: boolean): PaymentOutcome {
  if (refunded.minor >= amount.minor) return { is: "refunded", late };
  if (!counts) return { is: "twin", late };
  if (refunded.minor > 0n) return { is: "partly_refunded", late };
  return late === null ? { is: "paid", late } : { is: "paid_late", late };
}

/**
 * What became of an order with all its attempts, seen at `now`. Money decides first; then what a person must decide; then what is
 * unclear, also on an order that was ended: its last attempt is watched until it is final.
 */
export function orderOutcome(
  order: { readonly state: OrderState; readonly paidPaymentId: string | null },
  attempts: readonly Attempt[],
  now: Date,
): OrderOutcome {
  const outcomes = attempts.map((attempt) => paymentOutcome(attempt, order, now));
  const counted = outcomes[attempts.findIndex(({ id }) => id === order.paidPaymentId)];
  const has = (is: PaymentOutcome["is"]): boolean => outcomes.some((outcome) => outcome.is === is);
  if (order.state === "paid") {
    const late = counted && "late" in counted ? counted.late : null;
    if (has("twin")) return { is: "paid_twice", late };
    if (counted?.is === "refunded" || counted?.is === "partly_refunded") return counted;
    return late === null ? { is: "paid", late } : { is: "paid_late", late };
  }
  if (has("needs_person")) return { is: "needs_person" };
  if (has("unclear")) return { is: "unclear" };
  return { is: order.state };
}

/**
 * In which way money is late that arrives on an attempt in this state; null while it could still be paid. An attempt handed over to
 * another and not yet final is not late: it was watched.
 */
export function latenessOf(attempt: Pick<Attempt, "state" | "needsPersonAt">, order: { readonly state: OrderState }): Lateness | null {
  if (order.state === "cancelled" || attempt.state.at === "cancelled") return "after_cancel";
  if (attempt.state.at === "failed" || attempt.needsPersonAt !== null) return "after_giving_up";
  return order.state === "expired" || attempt.state.at === "expired" ? "after_expiry" : null;
}
