import type { Currency } from "../money/index.ts";
import { countLine, type Figures, NOTHING, subtractFigures } from "./figures.ts";
import type { StatementLine } from "./line.ts";

/** A row of one of two versions of a batch. `digest` is the same for rows that say the same. */
export type VersionLine = Pick<StatementLine, "lineNo" | "lineType" | "syssn" | "origssn" | "outTradeNo" | "mchid"> & {
  readonly digest: string;
};

/** How a corrected batch differs from the one it would replace. Every row of both is in exactly one list. */
export type VersionDiff<L extends VersionLine> = {
  readonly unchanged: readonly L[];
  readonly changed: readonly { readonly before: L; readonly after: L }[];
  readonly removed: readonly L[];
  readonly added: readonly L[];
};

/** Compares two versions row by row: equal rows first, then rows about the same thing, in the order of the files. */
export function diffVersions<L extends VersionLine>(before: readonly L[], after: readonly L[]): VersionDiff<L> {
  const same = pairUp(before, after, ({ digest }) => digest);
  const about = pairUp(same.left, same.right, keyOf);
  return {
    unchanged: same.pairs.map((pair) => pair.after),
    changed: about.pairs,
    removed: about.left,
    added: about.right,
  };
}

/** What two versions come to in one currency. `difference`: after less before. */
export type VersionTotals = {
  readonly currency: Currency;
  readonly before: Figures;
  readonly after: Figures;
  readonly difference: Figures;
};
type CountedLine = Pick<StatementLine, "currency" | "grossMinor" | "feeMinor" | "netMinor">;

/** Sums of all rows of both versions, a currency each that either of them knows, in alphabetical order. */
export function versionTotals(before: readonly CountedLine[], after: readonly CountedLine[]): VersionTotals[] {
  const [old, now] = [tallyOf(before), tallyOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].toSorted().map((currency) => {
    const [was, is] = [old.get(currency) ?? NOTHING, now.get(currency) ?? NOTHING];
    return { currency, before: was, after: is, difference: subtractFigures(is, was) };
  });
}

function tallyOf(lines: readonly CountedLine[]): Map<Currency, Figures> {
  const tally = new Map<Currency, Figures>();
  for (const line of lines) countLine(tally, line);
  return tally;
}

type Pairing<L> = { pairs: { before: L; after: L }[]; left: L[]; right: L[] };

/** Pairs rows of equal keys one by one. */
function pairUp<L extends VersionLine>(before: readonly L[], after: readonly L[], key: (line: L) => string): Pairing<L> {
  const waiting = Map.groupBy(before, key);
  const pairs: { before: L; after: L }[] = [];
  const right: L[] = [];
  for (const line of after) {
    const [old, ...others] = waiting.get(key(line)) ?? [];
    if (old === undefined) right.push(line);
    else {
      waiting.set(key(line), others);
      pairs.push({ before: old, after: line });
    }
  }
  const left = [...waiting.values()].flat().toSorted((a, b) => a.lineNo - b.lineNo);
  return { pairs, left, right };
}

/** What a row is about: its number, else the numbers it has instead. */
function keyOf({ lineType, mchid, syssn, origssn, outTradeNo }: VersionLine): string {
  return [lineType, mchid, syssn ?? "", syssn === null ? (origssn ?? "") : "", syssn === null ? (outTradeNo ?? "") : ""].join("\u001f");
}
