import { decimalsOf, formatMajor, type Money, money } from "../../money/index.ts";
import { decimalText, type FeeContract, feeOn, feeReturned, parseRate } from "../../settlement/index.ts";
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
  const { fee: contract, tolerance } = desk.books.rules;
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
  return transactions.reduce((sum, each) => sum + expectedFor(desk, each, contract), 0n);
}

function expectedFor(desk: Desk, ours: BookedTransaction, contract: FeeContract): bigint {
  const { currency, minor } = ours.amount;
  if (ours.kind === "payment") return feeOn(minor, currency, contract);
  const payment = desk.bySyssn.get(ours.origssn ?? "");
  const isKnown = payment?.kind === "payment" && payment.amount.currency === currency;
  return feeReturned(
    { grossMinor: minor, paidMinor: isKnown ? payment.amount.minor : null, refundedBefore: refundedBefore(desk, ours) },
    currency,
    contract,
  );
}

/** What refunds of the same payment gave back before this one, positive. */
export function refundedBefore(desk: Desk, refund: BookedTransaction): bigint {
  const earlier = (desk.refundsOf.get(refund.origssn ?? "") ?? []).filter(
    (each) => isExpected(each) && compareTransactions(each, refund) < 0,
  );
  return -earlier.reduce((sum, each) => sum + each.amount.minor, 0n);
}

/** Which other rate or rounding would make the fee right. */
function otherContracts(desk: Desk, line: BookedLine, transactions: readonly BookedTransaction[], contract: FeeContract): Argument[] {
  const fits = (other: FeeContract): boolean => expectedFee(desk, line, transactions, other) === line.feeMinor;
  const printed = parseRate(line.feeRate ?? "");
  const byRate = printed !== null && fits({ ...contract, rate: printed }) ? [argument("MATCHES_RATE", { rate: line.feeRate ?? "" })] : [];
  const roundings = (["HALF_UP", "HALF_EVEN", "DOWN"] as const).filter((rounding) => rounding !== contract.rounding);
  const byRounding = roundings.filter((rounding) => fits({ ...contract, rounding }));
  return [...byRate, ...byRounding.map((rounding) => argument("MATCHES_ROUNDING", { rounding }))];
}

function percentText(contract: FeeContract): string {
  return `${decimalText({ units: contract.rate.units * 100n, scale: contract.rate.scale })}%`;
}

/** Rounds the fee of a whole batch, minor units: the contract's rate on the net total. */
export function batchFee(grossMinor: bigint, currency: BookedLine["currency"], contract: FeeContract): bigint {
  const fee = feeOn(grossMinor, currency, { ...contract, minFee: { units: 0n, scale: decimalsOf(currency) } });
  return grossMinor < 0n ? -fee : fee;
}
