import { type Currency, decimalsOf, formatMajor, type Money, money } from "../../money/index.ts";
import { contractFor, decimalText, type FeeContract, feeOn, feeReturned, parseRate } from "../../settlement/index.ts";
import type { BookedLine, BookedTransaction } from "../books.ts";
import type { Argument, BreakCode } from "../codes.ts";
import type { Explained } from "../decision.ts";
import type { Desk } from "../desk.ts";
import { isExpected } from "../eligibility.ts";
import { argument } from "../entries.ts";
import { compareTransactions } from "../order.ts";

/** What a check found beside the principal. */
export type Finding =
  | { readonly kind: "explained"; readonly explained: Explained }
  | { readonly kind: "broken"; readonly code: BreakCode; readonly difference: Money; readonly arguments: readonly Argument[] };

/** The fee against the contract. A contract on batch totals cannot judge a single line; without a contract nothing is judged. */
export function feeFinding(desk: Desk, line: BookedLine, transactions: readonly BookedTransaction[]): Finding | null {
  const { tolerance } = desk.books.rules;
  const contract = contractFor(desk.books.rules, line);
  if (contract === null || contract.basis === "PER_BATCH_TOTAL") return null;
  const expected = expectedFee(desk, line, transactions, contract);
  const off = money(line.feeMinor - expected, line.currency);
  if (off.minor === 0n) return null;
  const size = off.minor < 0n ? -off.minor : off.minor;
  if (size <= BigInt(tolerance.feeLineMinor)) return { kind: "explained", explained: { code: "FEE_ROUNDING", amount: off } };
  const params = {
    expected: formatMajor(money(expected, line.currency)),
    charged: formatMajor(money(line.feeMinor, line.currency)),
    currency: line.currency,
    rate: percentText(contract),
  };
  const hints = otherContracts(desk, line, transactions, contract);
  return { kind: "broken", code: "FEE_MISMATCH", difference: off, arguments: [argument("EXPECTED_FEE", params), ...hints] };
}

/** Fee that the contract allows for a line, minor units; negative on refunds. */
function expectedFee(desk: Desk, line: BookedLine, transactions: readonly BookedTransaction[], contract: FeeContract): bigint {
  return transactions.reduce((sum, each) => sum + feeOnBase(feeBaseOf(desk, each), each.amount.currency, contract), 0n);
}

/** A transaction as its fee needs it; minor units, a refund's negative. */
export type FeeBase = {
  readonly kind: "payment" | "refund";
  readonly minor: bigint;
  /** Of a refund: the payment given back, null when our books do not know it, and what was given back before. */
  readonly paidMinor: bigint | null;
  readonly refundedBefore: bigint;
};

/** What a contract allows for one transaction, minor units; negative on refunds. */
export function feeOnBase({ kind, minor, paidMinor, refundedBefore }: FeeBase, currency: Currency, contract: FeeContract): bigint {
  if (kind === "payment") return feeOn(minor, currency, contract);
  return feeReturned({ grossMinor: minor, paidMinor, refundedBefore }, currency, contract);
}

export function feeBaseOf(desk: Desk, ours: BookedTransaction): FeeBase {
  const { currency, minor } = ours.amount;
  if (ours.kind === "payment") return { kind: "payment", minor, paidMinor: null, refundedBefore: 0n };
  const payment = desk.bySyssn.get(ours.origssn ?? "");
  const isKnown = payment?.kind === "payment" && payment.amount.currency === currency;
  return { kind: "refund", minor, paidMinor: isKnown ? payment.amount.minor : null, refundedBefore: refundedBefore(desk, ours) };
}

/** What refunds of the same payment gave back before this one, positive. */
export function refundedBefore(desk: Desk, refund: BookedTransaction): bigint {
  const earlier = (desk.refundsOf.get(refund.origssn ?? "") ?? []).filter(
    (each) => isExpected(each) && compareTransactions(each, refund) < 0,
  );
  return -earlier.reduce((sum, each) => sum + each.amount.minor, 0n);
}

/** Which other rate, printed or of another contract, or which rounding would make the fee right. */
function otherContracts(desk: Desk, line: BookedLine, transactions: readonly BookedTransaction[], contract: FeeContract): Argument[] {
  const fits = (other: FeeContract): boolean => expectedFee(desk, line, transactions, other) === line.feeMinor;
  const printed = parseRate(line.feeRate ?? "");
  const byRate = printed !== null && fits({ ...contract, rate: printed }) ? [argument("MATCHES_RATE", { rate: line.feeRate ?? "" })] : [];
  const { fee, fees } = desk.books.rules;
  const others = [fee, ...fees].filter((other) => other !== null && other !== contract && other.basis === "PER_LINE" && fits(other));
  const rates = byRate.length > 0 ? [] : [...new Set(others.flatMap((other) => (other ? [percentText(other)] : [])))];
  const roundings = (["HALF_UP", "HALF_EVEN", "DOWN"] as const).filter((rounding) => rounding !== contract.rounding);
  const byRounding = roundings.filter((rounding) => fits({ ...contract, rounding }));
  return [
    ...byRate,
    ...rates.map((rate) => argument("MATCHES_RATE", { rate })),
    ...byRounding.map((rounding) => argument("MATCHES_ROUNDING", { rounding })),
  ];
}

function percentText(contract: FeeContract): string {
  return `${decimalText({ units: contract.rate.units * 100n, scale: contract.rate.scale })}%`;
}

/** Rounds the fee of a whole batch, minor units: the contract's rate on the net total. */
export function batchFee(grossMinor: bigint, currency: BookedLine["currency"], contract: FeeContract): bigint {
  const nothing = { units: 0n, scale: decimalsOf(currency) };
  const fee = feeOn(grossMinor, currency, { ...contract, minFee: nothing, fixedFee: nothing, maxFee: null });
  return grossMinor < 0n ? -fee : fee;
}
