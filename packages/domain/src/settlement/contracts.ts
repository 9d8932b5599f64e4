import type { StatementLine } from "./line.ts";
import type { FeeContract, FeeTerms, SettlementRules } from "./rules.ts";

type FeeRules = Pick<SettlementRules, "fee" | "fees">;
/** A row as far as it decides which contract holds for it. */
export type ContractedRow = Pick<StatementLine, "mchid" | "payType" | "currency" | "tradeDate">;

/** The contract that holds for a row on its settlement day: the first of the special ones that fits, else the one for all; null when there is none. */
export function contractFor({ fee, fees }: FeeRules, row: ContractedRow): FeeContract | null {
  return fees.find((terms) => fits(terms, row)) ?? fee;
}

/** Whether any contract says what may be charged. */
export function hasContracts({ fee, fees }: FeeRules): boolean {
  return fee !== null || fees.length > 0;
}

function fits(terms: FeeTerms, { mchid, payType, currency, tradeDate }: ContractedRow): boolean {
  return (
    (terms.mchid === null || terms.mchid === mchid) &&
    (terms.payType === null || terms.payType === payType) &&
    (terms.currency === null || terms.currency === currency) &&
    (terms.validFrom === null || terms.validFrom <= tradeDate) &&
    (terms.validUntil === null || tradeDate <= terms.validUntil)
  );
}
