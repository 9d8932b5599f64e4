/** A four-digit `respcd`, always text: as a number 0000 would become 0. */
export type RespCode = string;

/** What a refused request asks of the caller. docs/qfpay.md#codes */
export type RejectionReason =
  | "refusedForNow" // nothing happened, and the same may be accepted later: blackout, too little unsettled money
  | "state" // the order is not in the state we assumed: enquire, then correct our picture
  | "newOrder" // final for this order; a new one may be offered
  | "fix" // a mistake in our request or in the account's set-up; repeating is useless
  | "final"; // refused for business reasons

/** Whether the very same request, a refund under its very same number, may be sent once more. */
export type Again = "later" | "never";

/** Why we cannot say whether something happened. The way out is always an enquiry, never a second attempt. */
export type UnknownCause =
  | { readonly reason: "timeout"; readonly afterMs: number }
  | { readonly reason: "connection"; readonly detail: string }
  | { readonly reason: "truncated"; readonly detail: string }
  /** The body is packed in a way that we did not ask for and cannot undo. */
  | { readonly reason: "encoding"; readonly detail: string }
  | { readonly reason: "tooLarge"; readonly limitBytes: number }
  | { readonly reason: "redirect" | "httpStatus"; readonly status: number }
  /** `gateway`: HTTP 429. `budget`: our own budget had no room, so nothing was sent. Back off; never a failed payment. */
  | { readonly reason: "rateLimited"; readonly by: "gateway" | "budget" }
  | { readonly reason: "notJson"; readonly detail: string }
  | { readonly reason: "noRespcd" }
  | { readonly reason: "signature" }
  /** The answer speaks of something else than what was asked: `field` is the wire name that differs. */
  | { readonly reason: "mismatch"; readonly field: string }
  /** Accepted, but without a field that the caller cannot do without. */
  | { readonly reason: "unusable"; readonly field: string }
  /** QFPay itself does not know, the code is in no table, or for this operation it leaves room for success. */
  | { readonly reason: "code"; readonly code: RespCode; readonly message: string; readonly listed: boolean };

/** The answer to a request. "We do not know" is one of the answers. */
export type Outcome<T> =
  | { readonly kind: "accepted"; readonly value: T }
  | { readonly kind: "pending"; readonly code?: RespCode }
  | {
      readonly kind: "rejected";
      readonly code: RespCode;
      readonly message: string;
      readonly reason: RejectionReason;
      readonly again: Again;
    }
  | { readonly kind: "unknown"; readonly cause: UnknownCause };

/** True when the gateway or our own budget asked us to slow down, which says nothing about the payment. */
export function isRateLimited(outcome: Outcome<unknown>): boolean {
  return outcome.kind === "unknown" && outcome.cause.reason === "rateLimited";
}
