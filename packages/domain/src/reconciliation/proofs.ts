import { type Currency, currencySchema } from "../money/index.ts";
import { addFigures, type Figures, isNothing, NOTHING, subtractFigures } from "../settlement/index.ts";
import type { BookedLine, BookedTransaction, DayFile, RowSums } from "./books.ts";
import type { BreakCode } from "./codes.ts";
import type { Decision } from "./decision.ts";
import { type Desk, isOwn, ownDay } from "./desk.ts";
import { isExpected, isTrade } from "./eligibility.ts";
import { compareText } from "./order.ts";

/**
 * The gross of a day in one currency, minor units:
 * external = internal − unseen − settledElsewhere + carriedIn + differences + off. `off` is zero unless we lost or doubled something.
 */
export type DayProof = {
  readonly currency: Currency;
  readonly external: bigint;
  readonly internal: bigint;
  /** The part of `internal` that was given back, negative. */
  readonly refunds: bigint;
  readonly unseen: bigint;
  readonly settledElsewhere: bigint;
  readonly carriedIn: bigint;
  readonly differences: bigint;
  readonly off: bigint;
};

/** What a file says of itself less the outcomes of its lines; nothing when every row is accounted for. */
export type FileProof = { readonly file: DayFile; readonly currency: Currency; readonly off: Figures };

/** Proves the day from the decisions, currency by currency in alphabetical order. */
export function proveDay(desk: Desk, decisions: readonly Decision[]): DayProof[] {
  const trades = decisions.flatMap((decision) =>
    decision.kind === "matched" || decision.kind === "broken" ? tradeOf(desk, decision) : [],
  );
  const own = desk.books.transactions.filter((ours) => isExpected(ours) && ownDay(desk, ours) === desk.books.settleDay);
  const tied = trades.flatMap((trade) => trade.tied);
  const plain = desk.books.plain ?? [];
  const currencies = new Set<Currency>([
    ...trades.map(({ line }) => line.currency),
    ...own.map((ours) => ours.amount.currency),
    ...plain.map(({ currency }) => currency),
  ]);
  const elsewhere = (ours: BookedTransaction): boolean => {
    const line = desk.tiedTo.get(ours.syssn);
    return line !== undefined && !isOwn(desk, line);
  };
  return currencySchema.options
    .filter((currency) => currencies.has(currency))
    .map((currency) => {
      const lines = trades.filter(({ line }) => line.currency === currency);
      const mine = own.filter((ours) => ours.amount.currency === currency);
      const both = plain.filter((sums) => sums.currency === currency); // the same money on either side
      const external = lines.reduce((sum, { line }) => sum + line.grossMinor, 0n) + grossOf(both);
      const terms = {
        internal: sumOf(mine) + grossOf(both),
        refunds: sumOf(mine.filter(({ kind }) => kind === "refund")) + grossOf(both.filter(({ lineType }) => lineType === "REFUND")),
        unseen: sumOf(mine.filter((ours) => !desk.tiedTo.has(ours.syssn))),
        settledElsewhere: sumOf(mine.filter(elsewhere)),
        carriedIn: sumOf(tied.filter((ours) => ours.amount.currency === currency && ownDay(desk, ours) !== desk.books.settleDay)),
        differences: lines.reduce((sum, trade) => sum + trade.difference, 0n),
      };
      const off = external - (terms.internal - terms.unseen - terms.settledElsewhere + terms.carriedIn + terms.differences);
      return { currency, external, ...terms, off };
    });
}

type Trade = { line: BookedLine; tied: readonly BookedTransaction[]; difference: bigint };

/** A payment, refund or cancel row of the day with what it settles. */
function tradeOf(desk: Desk, decision: Extract<Decision, { kind: "matched" | "broken" }>): Trade[] {
  const { line } = decision;
  if (line === null || !isOwn(desk, line) || !isTrade(line)) return [];
  return [{ line, tied: decision.tied, difference: differenceOf(decision, line) }];
}

/** Breaks of rows whose gross is right all the same: settled by a transaction, or netted with a cancellation, which settles none. */
const BESIDE_THE_PRINCIPAL: readonly BreakCode[] = ["FEE_MISMATCH", "NET_ARITHMETIC", "FX_MISMATCH"];

/** What a trade row settles nothing with. A match by a rule has none; one by hand may, where people agreed to it. */
export function differenceOf(decision: Extract<Decision, { kind: "matched" | "broken" }>, line: BookedLine): bigint {
  const isByRule = decision.kind === "matched" && decision.stage !== "MANUAL";
  const isNetted = decision.kind === "broken" && decision.codes.some((code) => BESIDE_THE_PRINCIPAL.includes(code));
  return isByRule || isNetted ? 0n : line.grossMinor - sumOf(decision.tied);
}

function grossOf(sums: readonly RowSums[]): bigint {
  return sums.reduce((sum, { grossMinor }) => sum + grossMinor, 0n);
}

function sumOf(transactions: readonly BookedTransaction[]): bigint {
  return transactions.reduce((sum, ours) => sum + ours.amount.minor, 0n);
}

/** Proves every file of the day: its totals less what belongs to other days less every outcome. */
export function proveFiles(files: readonly DayFile[], decisions: readonly Decision[], plain: readonly RowSums[] = []): FileProof[] {
  const outcomes = new Map<string, Figures>();
  for (const sums of plain) {
    const key = `${sums.fileId} ${sums.currency}`;
    outcomes.set(key, addFigures(outcomes.get(key) ?? NOTHING, sums));
  }
  for (const decision of decisions) {
    if (decision.kind === "carried" || decision.line === null || (decision.kind === "ignored" && decision.reason === "SUPERSEDED"))
      continue;
    const { line } = decision;
    const key = `${line.file.id} ${line.currency}`;
    const one = { lines: 1, grossMinor: line.grossMinor, feeMinor: line.feeMinor, netMinor: line.netMinor };
    outcomes.set(key, addFigures(outcomes.get(key) ?? NOTHING, one));
  }
  return files
    .toSorted((a, b) => compareText(a.contentHash, b.contentHash))
    .flatMap((file) =>
      [...file.totals].map(([currency, totals]) => {
        const ofTheDay = subtractFigures(totals, file.onOtherDays.get(currency) ?? NOTHING);
        return { file, currency, off: subtractFigures(ofTheDay, outcomes.get(`${file.id} ${currency}`) ?? NOTHING) };
      }),
    );
}

/** Whether every proof is zero. */
export function isProven(proofs: { day: readonly DayProof[]; files: readonly FileProof[] }): boolean {
  return proofs.day.every(({ off }) => off === 0n) && proofs.files.every(({ off }) => isNothing(off));
}
