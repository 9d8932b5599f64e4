import { currencySchema, decimalsOf } from "@tillbook/domain/money";
import { type Decimal, type FeeContract, type FeeTerms, minorRounded } from "@tillbook/domain/settlement";
import pg from "pg";

// The fee of domain/settlement, said in SQL for whole minor units of bounded size. The property test of the exact stage holds them together.

/** Amounts up to this many minor units are judged here; others are left to the rule. */
export const LARGEST_MINOR = 10n ** 15n;
/** Products with rates up to here, times two, stay within eight bytes. */
const LARGEST_SMALL_RATE = 4_000n;
const LONGEST_SMALL_SCALE = 15;

/** Whether a contract says nothing that this stage does not know. */
export function isKnownToSql({ basis, fixedFee, minFee, maxFee }: FeeContract): boolean {
  const isNatural = (value: Decimal | null): boolean => value === null || value.units >= 0n;
  return basis === "PER_LINE" && isNatural(fixedFee) && isNatural(minFee) && isNatural(maxFee);
}

/** What the contract that holds for a row `l` allows for its transaction `t`; null where there is none at all. */
export function expectedFee({
  fee,
  fees,
  settleDay,
}: {
  fee: FeeContract | null;
  fees: readonly FeeTerms[];
  settleDay: string;
}): string | null {
  const onThatDay = fees.filter(
    ({ validFrom, validUntil }) => (validFrom === null || validFrom <= settleDay) && (validUntil === null || settleDay <= validUntil),
  );
  const inGeneral = fee === null ? `l."feeMinor"` : feeUnder(fee); // without a contract nothing is judged
  if (onThatDay.length === 0) return fee === null ? null : inGeneral;
  const cases = onThatDay.map((terms) => `WHEN ${fits(terms)} THEN ${feeUnder(terms)}`);
  return `(CASE ${cases.join(" ")} ELSE ${inGeneral} END)`;
}

function fits({ mchid, payType, currency }: FeeTerms): string {
  const wanted = [
    ["mchid", mchid],
    ["payType", payType],
    ["currency", currency],
  ] as const;
  const conditions = wanted.flatMap(([name, value]) => (value === null ? [] : [`l."${name}" = ${pg.escapeLiteral(value)}`]));
  return conditions.length === 0 ? "true" : conditions.join(" AND ");
}

function feeUnder(contract: FeeContract): string {
  return `(CASE WHEN t."isRefund" THEN ${feeReturned(contract)} ELSE ${feeOn(`t."amountMinor"`, contract)} END)`;
}

/** What the only refund of a payment brings back. */
function feeReturned(contract: FeeContract): string {
  const [paid, given] = [`t."paidMinor"`, `(- t."amountMinor")`];
  if (contract.refundFee === "NONE") return "0";
  if (contract.refundFee === "PER_LINE") return `- ${share(given, contract)}`;
  const kept = `CASE WHEN ${paid} > ${given} THEN ${feeOn(`(${paid} - ${given})`, contract)} ELSE 0 END`;
  return `(${kept}) - ${feeOn(paid, contract)}`;
}

/** The fee on a positive amount. The least and the most of it have a value for each number of decimals. */
function feeOn(amount: string, contract: FeeContract): string {
  const { fixedFee, minFee, maxFee } = contract;
  if (fixedFee.units === 0n && minFee.units === 0n && maxFee === null) return share(amount, contract);
  const byDecimals = Map.groupBy(currencySchema.options, decimalsOf);
  const cases = [...byDecimals].map(([decimals, names]) => {
    const least = minorRounded(minFee, decimals, contract.rounding);
    const atLeast = `greatest(${shareAndFixed(amount, contract, decimals)}, ${least})`;
    const bounded = maxFee === null ? atLeast : `least(${atLeast}, ${minorRounded(maxFee, decimals, contract.rounding)})`;
    return `WHEN t."currency" IN (${names.map((name) => `'${name}'`).join(", ")}) THEN ${bounded}`;
  });
  return `(CASE ${cases.join(" ")} END)`;
}

function share(amount: string, { rate, rounding }: FeeContract): string {
  const isSmall = rate.units <= LARGEST_SMALL_RATE && rate.scale <= LONGEST_SMALL_SCALE;
  const step = 10n ** BigInt(rate.scale);
  return isSmall
    ? roundedSql(`(${amount} * ${rate.units})`, `(${amount} * ${rate.units} / ${step})`, step, rounding)
    : roundedNumeric(`(${amount}::numeric * ${rate.units})`, step, rounding);
}

/** The share with the fixed part, over one denominator and rounded once. */
function shareAndFixed(amount: string, { rate, fixedFee, rounding }: FeeContract, decimals: number): string {
  const scale = Math.max(rate.scale, fixedFee.scale - decimals);
  const ofRate = `${amount}::numeric * ${rate.units * 10n ** BigInt(scale - rate.scale)}`;
  const fixed = fixedFee.units * 10n ** BigInt(decimals + scale - fixedFee.scale);
  return roundedNumeric(`(${ofRate} + ${fixed})`, 10n ** BigInt(scale), rounding);
}

function roundedNumeric(product: string, step: bigint, rounding: FeeContract["rounding"]): string {
  return roundedSql(product, `div(${product}, ${step})`, step, rounding);
}

function roundedSql(product: string, whole: string, step: bigint, rounding: FeeContract["rounding"]): string {
  const twiceRest = `(${product} % ${step} * 2)`;
  switch (rounding) {
    case "DOWN":
      return whole;
    case "HALF_UP":
      return `(${whole} + CASE WHEN ${twiceRest} >= ${step} THEN 1 ELSE 0 END)`;
    case "HALF_EVEN":
      return `(${whole} + CASE WHEN ${twiceRest} > ${step} OR ${twiceRest} = ${step} AND ${whole} % 2 = 1 THEN 1 ELSE 0 END)`;
  }
}
