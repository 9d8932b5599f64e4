import type { Currency } from "../money/index.ts";
import { addFigures, type Figures, type FiguresByCurrency, isNothing, NOTHING, subtractFigures } from "./figures.ts";
import type { ControlTotals } from "./file-status.ts";

/** One currency of a file: what it declares, what its rows add up to, and counted less declared. */
export type TotalsCheck = {
  readonly currency: Currency;
  readonly declared: Figures | null;
  readonly counted: Figures;
  readonly difference: Figures | null;
};

/**
 * Holds a file's declared totals against its rows, currency by currency in alphabetical order.
 * A file that declares totals declares them for every currency it has; one without any is NONE.
 */
export function checkTotals(declared: FiguresByCurrency, counted: FiguresByCurrency): { result: ControlTotals; checks: TotalsCheck[] } {
  const currencies = [...new Set([...declared.keys(), ...counted.keys()])].toSorted();
  const checks = currencies.map((currency): TotalsCheck => {
    const told = declared.get(currency) ?? null;
    const found = counted.get(currency) ?? NOTHING;
    return { currency, declared: told, counted: found, difference: told && subtractFigures(found, told) };
  });
  if (declared.size === 0) return { result: "NONE", checks };
  const agrees = checks.every((check) => check.difference !== null && isNothing(check.difference));
  return { result: agrees ? "OK" : "FAILED", checks };
}

/** Whether the one declared total is the sum over several currencies: such a sum says nothing. */
export function addsCurrencies(checks: readonly TotalsCheck[]): boolean {
  const [declared, ...more] = checks.flatMap((check) => check.declared ?? []);
  if (declared === undefined || more.length > 0 || checks.length < 2) return false;
  const all = checks.reduce((sum, check) => addFigures(sum, check.counted), NOTHING);
  return isNothing(subtractFigures(all, declared)) || (all.lines === declared.lines && all.grossMinor === declared.grossMinor);
}

/** A further total of a file, beside the four figures: what it says and what its rows say, as text. `lineNo`: where it stands, if anywhere. */
export type NamedTotal = { readonly name: string; readonly declared: string; readonly counted: string; readonly lineNo: number | null };

/** Whether every named total agrees. */
export function namedTotalsAgree(totals: readonly NamedTotal[]): boolean {
  return totals.every(({ declared, counted }) => declared === counted);
}

/** What one file of a batch says about itself and about the whole batch, over several files perhaps. */
export type BatchPart = {
  /** The same for all parts of one batch. */
  readonly batchKey: string;
  readonly lines: number;
  /** Sum of the amounts as printed, minor units. */
  readonly amountMinor: bigint;
  readonly batchLines: number;
  readonly batchAmountMinor: bigint;
};

/**
 * Judges a batch by the parts at hand: its totals count only when all parts are there.
 * @param parts every part once; a repeated file must be left out before
 */
export function judgeBatch(parts: readonly BatchPart[]): "INCOMPLETE" | "OK" | "FAILED" {
  const [first] = parts;
  if (first === undefined) return "INCOMPLETE";
  const isOneBatch = parts.every((part) => part.batchLines === first.batchLines && part.batchAmountMinor === first.batchAmountMinor);
  const lines = parts.reduce((sum, part) => sum + part.lines, 0);
  const amountMinor = parts.reduce((sum, part) => sum + part.amountMinor, 0n);
  if (!isOneBatch || lines > first.batchLines) return "FAILED";
  if (lines < first.batchLines) return "INCOMPLETE";
  return amountMinor === first.batchAmountMinor ? "OK" : "FAILED";
}
