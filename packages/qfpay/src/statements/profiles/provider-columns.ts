import { type Decimal, decimalText, type NamedTotal, parseDecimal } from "@tillbook/domain/settlement";
import * as cell from "../cells.ts";

/** Names of a header as providers vary them: without blanks, full-width signs or case. */
export function headerNames(header: readonly string[]): readonly string[] {
  return header.map((name) => cell.cleaned(name).replace(/\s+/g, "").toLowerCase());
}

const SCALE = 10;

/** Adds columns up exactly as they are printed, to hold them against the totals that a provider prints below. */
export function columnSums(columns: readonly number[]) {
  const sums = new Map(columns.map((at) => [at, 0n]));
  let rows = 0;
  return {
    add(cells: readonly string[]): void {
      rows += 1;
      for (const at of columns) sums.set(at, (sums.get(at) ?? 0n) + scaled(cells[at] ?? ""));
    },
    rows: (): number => rows,
    sum: (at: number): Decimal => ({ units: sums.get(at) ?? 0n, scale: SCALE }),
  };
}

function scaled(text: string): bigint {
  const { units, scale } = parseDecimal(cell.cleaned(text)) ?? { units: 0n, scale: 0 };
  return scale > SCALE ? 0n : units * 10n ** BigInt(SCALE - scale);
}

/** A total as printed. Throws `CellFault` for what is no amount. */
export function printedTotal(column: string, text: string): Decimal {
  const bare = cell.cleaned(text);
  const decimal = parseDecimal(/^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(bare) ? bare.replaceAll(",", "") : bare);
  if (decimal === null) throw new cell.CellFault(column, bare === "" ? "REQUIRED" : "NOT_AN_AMOUNT", text);
  return decimal;
}

/** A printed total beside what the rows say, both in their one spelling. */
export function namedTotal(name: string, declared: Decimal, counted: Decimal, lineNo: number | null): NamedTotal {
  return { name, declared: spelled(declared), counted: spelled(counted), lineNo };
}

/** Trailing zeros say nothing: 0.30000 is 0.3. */
function spelled({ units, scale }: Decimal): string {
  return decimalText(parseDecimal(decimalText({ units, scale })) ?? { units, scale });
}

/** `a` less `b`. */
export function difference(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: a.units * 10n ** BigInt(scale - a.scale) - b.units * 10n ** BigInt(scale - b.scale), scale };
}

/** A mark or a row of totals that belongs to every such file and is not there: it was cut off. */
export function missingEnd(name: string): NamedTotal {
  return { name, declared: "", counted: "missing", lineNo: null };
}
