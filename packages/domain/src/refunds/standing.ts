import type { Money } from "../money/index.ts";

/**
 * What became of a payment's money, in its currency: `refunded`, `refunding`, `awaitingApproval` and `refundable` add up to `paid`.
 * Failed and declined refunds count for nothing; unclear ones stay reserved until QFPay has spoken.
 */
export type RefundStanding = {
  readonly paymentId: string;
  /** Zero while the payment is not paid. */
  readonly paid: Money;
  /** Went back, wherever it was done. */
  readonly refunded: Money;
  /** Of that, what went back outside of Tillbook. */
  readonly givenOutside: Money;
  /** Decided and not back yet: queued, waiting for QFPay, unclear or under way. */
  readonly refunding: Money;
  readonly awaitingApproval: Money;
  /** What may still be asked for. Never below zero. */
  readonly refundable: Money;
  /** Asked for by one person alone, with nobody's approval. */
  readonly unapproved: Money;
  /** QFPay is at work on a refund of this payment. */
  readonly isOneAtQfpay: boolean;
  /** QFPay refused to give back a part of this payment before. */
  readonly isPartBarred: boolean;
};
