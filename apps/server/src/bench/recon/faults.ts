/** What is planted between our books and the statement; each makes the break of its name. */
export const FAULTS = [
  "MISSING_INTERNAL",
  "MISSING_EXTERNAL",
  "AMOUNT_MISMATCH",
  "CURRENCY_MISMATCH",
  "STATUS_MISMATCH",
  "TYPE_MISMATCH",
  "ACCOUNT_MISMATCH",
  "DUPLICATE_EXTERNAL",
  "ALREADY_SETTLED",
  "FEE_MISMATCH",
  "NET_ARITHMETIC",
  "FX_MISMATCH",
] as const;
export type FaultName = (typeof FAULTS)[number];

/** One in so many transactions has one: 0.5 %. */
const EVERY = 200;

/** The fault that is planted at a transaction, all kinds in turn; null for most. */
export function faultOf(nth: number): FaultName | null {
  if (nth % EVERY !== 103) return null;
  return FAULTS[Math.floor(nth / EVERY) % FAULTS.length] ?? null;
}
