import { type Currency, decimalsOf } from "../money/index.ts";
import { add, minorRounded, multiply } from "./decimal.ts";
import type { FeeContract } from "./rules.ts";

/**
 * Fee on an amount in minor units of `currency`, rounded once: `round(|gross| × rate + fixed)`, no less than the minimum and no more than the
 * maximum. Always a cost, so never negative; nothing costs nothing.
 */
export function feeOn(grossMinor: bigint, currency: Currency, contract: FeeContract): bigint {
  if (grossMinor === 0n) return 0n;
  const decimals = decimalsOf(currency);
  const size = { units: grossMinor < 0n ? -grossMinor : grossMinor, scale: decimals };
  const fee = minorRounded(add(multiply(size, contract.rate), contract.fixedFee), decimals, contract.rounding);
  const least = minorRounded(contract.minFee, decimals, contract.rounding);
  const most = contract.maxFee && minorRounded(contract.maxFee, decimals, contract.rounding);
  const atLeast = fee > least ? fee : least;
  return most !== null && atLeast > most ? most : atLeast;
}

/**
 * What a refund brings back, as the statement prints it: zero or negative, minor units.
 * @param paidMinor the payment refunded, null when our books do not know it: then each refund stands for itself
 * @param refundedBefore what earlier refunds of that payment gave back (positive)
 */
export function feeReturned(
  refund: { grossMinor: bigint; paidMinor: bigint | null; refundedBefore: bigint },
  currency: Currency,
  contract: FeeContract,
): bigint {
  if (contract.refundFee === "NONE") return 0n;
  const given = refund.grossMinor < 0n ? -refund.grossMinor : refund.grossMinor;
  if (contract.refundFee === "PER_LINE" || refund.paidMinor === null) return -shareOf(given, currency, contract);
  const kept = refund.paidMinor - refund.refundedBefore;
  return feeKept(kept - given, currency, contract) - feeKept(kept, currency, contract);
}

/** A payment given back entirely, or beyond, keeps no fee. */
function feeKept(keptMinor: bigint, currency: Currency, contract: FeeContract): bigint {
  return keptMinor > 0n ? feeOn(keptMinor, currency, contract) : 0n;
}

function shareOf(sizeMinor: bigint, currency: Currency, contract: FeeContract): bigint {
  const decimals = decimalsOf(currency);
  return minorRounded(multiply({ units: sizeMinor, scale: decimals }, contract.rate), decimals, contract.rounding);
}
