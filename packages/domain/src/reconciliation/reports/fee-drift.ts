import { type Currency, formatDecimal } from "../../money/index.ts";
import { decimalText, type FeeContract, parseRate } from "../../settlement/index.ts";
import { batchFee, type FeeBase, feeOnBase } from "../checks/fee.ts";

/** A settled row with what it settles. */
export type FeeLine = {
  readonly currency: Currency;
  readonly batchNo: string;
  readonly grossMinor: bigint;
  readonly feeMinor: bigint;
  /** As the statement prints it. */
  readonly feeRate: string | null;
  readonly transactions: readonly FeeBase[];
};

/** Which terms fit what was charged, and on how many rows of all. `AS_AGREED`: the contract itself. */
export type FeeDrift = {
  readonly code: "AS_AGREED" | "MATCHES_ROUNDING" | "MATCHES_RATE" | "MATCHES_REFUND_RULE" | "MATCHES_BASIS" | "UNEXPLAINED";
  /** The rounding, rate, refund rule or basis that fits. */
  readonly term: string;
  readonly matched: number;
  readonly of: number;
};

/** What a contract allows for a row by itself, minor units; negative on refunds. */
export function feeByContract({ currency, transactions }: FeeLine, contract: FeeContract): bigint {
  return transactions.reduce((sum, each) => sum + feeOnBase(each, currency, contract), 0n);
}

/** What a contract allows for rows of one currency together: each by itself, or by the total of each batch. */
export function feeOfLines(lines: readonly FeeLine[], contract: FeeContract): bigint {
  if (contract.basis === "PER_LINE") return lines.reduce((sum, line) => sum + feeByContract(line, contract), 0n);
  return [...Map.groupBy(lines, ({ batchNo, currency }) => `${currency} ${batchNo}`).values()].reduce(
    (sum, batch) => sum + totalFee(batch, contract),
    0n,
  );
}

function totalFee(batch: readonly FeeLine[], contract: FeeContract): bigint {
  const gross = batch.reduce((sum, { grossMinor }) => sum + grossMinor, 0n);
  const [first] = batch;
  return first === undefined ? 0n : batchFee(gross, first.currency, contract);
}

/**
 * Explains rows whose fees are not as agreed: the first other terms, likeliest first, that fit more rows than any before them. Rows that a
 * contract on batch totals covers count as one a batch.
 */
export function explainDrift(lines: readonly FeeLine[], contract: FeeContract): FeeDrift {
  const agreed = fit(lines, contract, { code: "AS_AGREED", term: "" });
  if (agreed.matched === agreed.of) return agreed;
  const best = candidates(lines, contract).reduce((found, { terms, code, term }) => {
    const drift = fit(lines, terms, { code, term });
    return drift.matched * found.of > found.matched * drift.of ? drift : found;
  }, agreed);
  return best.code === "AS_AGREED" ? { ...best, code: "UNEXPLAINED" } : best;
}

type Candidate = Pick<FeeDrift, "code" | "term"> & { readonly terms: FeeContract };

function candidates(lines: readonly FeeLine[], contract: FeeContract): Candidate[] {
  const roundings = (["HALF_UP", "HALF_EVEN", "DOWN"] as const).filter((rounding) => rounding !== contract.rounding);
  const rules = (["CUMULATIVE", "PER_LINE", "NONE"] as const).filter((rule) => rule !== contract.refundFee);
  const bases = (["PER_LINE", "PER_BATCH_TOTAL"] as const).filter((basis) => basis !== contract.basis);
  const printed = new Map(lines.flatMap(({ feeRate }) => rateOf(feeRate)));
  return [
    ...roundings.map((rounding): Candidate => ({ code: "MATCHES_ROUNDING", term: rounding, terms: { ...contract, rounding } })),
    ...[...printed].map(([term, rate]): Candidate => ({ code: "MATCHES_RATE", term, terms: { ...contract, rate } })),
    ...rules.map((refundFee): Candidate => ({ code: "MATCHES_REFUND_RULE", term: refundFee, terms: { ...contract, refundFee } })),
    ...bases.map((basis): Candidate => ({ code: "MATCHES_BASIS", term: basis, terms: { ...contract, basis } })),
  ];
}

function rateOf(printed: string | null): [string, FeeContract["rate"]][] {
  const rate = parseRate(printed ?? "");
  return rate === null ? [] : [[`${decimalText({ units: rate.units * 100n, scale: rate.scale })}%`, rate]];
}

function fit(lines: readonly FeeLine[], contract: FeeContract, told: Pick<FeeDrift, "code" | "term">): FeeDrift {
  if (contract.basis === "PER_LINE") {
    return { ...told, matched: lines.filter((line) => feeByContract(line, contract) === line.feeMinor).length, of: lines.length };
  }
  const batches = [...Map.groupBy(lines, ({ batchNo, currency }) => `${currency} ${batchNo}`).values()];
  const isFit = (batch: readonly FeeLine[]): boolean =>
    batch.reduce((sum, { feeMinor }) => sum + feeMinor, 0n) === totalFee(batch, contract);
  return { ...told, matched: batches.filter(isFit).length, of: batches.length };
}

/** Fee as a share of the gross, in percent with four decimals; null where nothing was sold. Rounded half up, away from zero. */
export function effectiveRate(feeMinor: bigint, grossMinor: bigint): string | null {
  if (grossMinor === 0n) return null;
  const isNegative = feeMinor < 0n !== grossMinor < 0n;
  const [fee, gross] = [feeMinor < 0n ? -feeMinor : feeMinor, grossMinor < 0n ? -grossMinor : grossMinor];
  const millionths = (fee * 2_000_000n + gross) / (gross * 2n);
  return `${formatDecimal(isNegative ? -millionths : millionths, 4)}%`;
}
