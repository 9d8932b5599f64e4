import { type Currency, decimalsOf, formatDecimal } from "../money/index.ts";
import type { StatementLine } from "./line.ts";

/** Count and sums of lines in one currency, minor units. */
export type Figures = { readonly lines: number; readonly grossMinor: bigint; readonly feeMinor: bigint; readonly netMinor: bigint };

/** Figures per transaction currency. Currencies are never added to each other. */
export type FiguresByCurrency = ReadonlyMap<Currency, Figures>;

export const NOTHING: Figures = { lines: 0, grossMinor: 0n, feeMinor: 0n, netMinor: 0n };

export function addFigures(a: Figures, b: Figures): Figures {
  return {
    lines: a.lines + b.lines,
    grossMinor: a.grossMinor + b.grossMinor,
    feeMinor: a.feeMinor + b.feeMinor,
    netMinor: a.netMinor + b.netMinor,
  };
}

/** `a` less `b`. */
export function subtractFigures(a: Figures, b: Figures): Figures {
  return {
    lines: a.lines - b.lines,
    grossMinor: a.grossMinor - b.grossMinor,
    feeMinor: a.feeMinor - b.feeMinor,
    netMinor: a.netMinor - b.netMinor,
  };
}

export function isNothing(figures: Figures): boolean {
  return figures.lines === 0 && figures.grossMinor === 0n && figures.feeMinor === 0n && figures.netMinor === 0n;
}

/** Adds a line to running figures, in place. */
export function countLine(
  tally: Map<Currency, Figures>,
  line: Pick<StatementLine, "currency" | "grossMinor" | "feeMinor" | "netMinor">,
): void {
  const own = { lines: 1, grossMinor: line.grossMinor, feeMinor: line.feeMinor, netMinor: line.netMinor };
  tally.set(line.currency, addFigures(tally.get(line.currency) ?? NOTHING, own));
}

/** Figures as people and files write them: amounts as decimal text in major units. */
export function figuresText(figures: Figures, currency: Currency): { lines: number; gross: string; fee: string; net: string } {
  const decimals = decimalsOf(currency);
  return {
    lines: figures.lines,
    gross: formatDecimal(figures.grossMinor, decimals),
    fee: formatDecimal(figures.feeMinor, decimals),
    net: formatDecimal(figures.netMinor, decimals),
  };
}
