import type { Payment } from "../book/index.ts";

/** A percentage as an exact fraction: 0.80% is 80/10000. */
export type FeeRate = { readonly numerator: bigint; readonly denominator: bigint };

/** Reads `0.80%`. The text has been checked with the account. */
export function readFeeRate(text: string): FeeRate {
  const [whole = "0", decimals = ""] = text.replace("%", "").split(".");
  return { numerator: BigInt(`${whole}${decimals}`), denominator: 100n * 10n ** BigInt(decimals.length) };
}

/** The fee on `amount` minor units, rounded once, half up. `amount` is not negative. */
export function feeOn(amount: bigint, rate: FeeRate): bigint {
  return (2n * amount * rate.numerator + rate.denominator) / (2n * rate.denominator);
}

/**
 * What a refund brings back of the fee, as a negative fee. Cumulative: the fee on what is left before it less the fee
 * on what is left after it, so that the parts of a full refund return exactly the fee of the payment.
 * @param refundedBefore minor units of the payment that earlier refunds gave back
 */
export function feeOfRefund(payment: Pick<Payment, "amount">, refundedBefore: bigint, refund: bigint, rate: FeeRate): bigint {
  const left = payment.amount - refundedBefore;
  return feeOn(left - refund, rate) - feeOn(left, rate);
}
