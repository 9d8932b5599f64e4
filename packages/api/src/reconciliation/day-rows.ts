import type { Repositories } from "@tillbook/db/client";
import type { Rest } from "@tillbook/db/reconciliation";
import type { StoredFile } from "@tillbook/db/settlement";
import {
  type BookedLine,
  type BookedTransaction,
  type LinePlace,
  placeOfLine,
  placeText,
  type RowSums,
  sumsWithout,
} from "@tillbook/domain/reconciliation";
import type { DayBasis, SettlementRules } from "@tillbook/domain/settlement";
import { MIDNIGHT, settlementDayBounds } from "@tillbook/domain/time";
import type { DayToLoad } from "./load-books.ts";

/** The day's own rows as far as the rule must see them, the transactions around those, and what all other rows come to. */
export type DayRows = {
  readonly lines: readonly BookedLine[];
  readonly transactions: readonly BookedTransaction[];
  readonly plain: readonly RowSums[];
};

export type HowToLoad = {
  readonly basis: DayBasis;
  readonly rules: SettlementRules;
  readonly files: readonly StoredFile[];
  /** Rows and transactions of any day that the run speaks of for another reason. */
  readonly besides: { readonly places: readonly LinePlace[]; readonly syssns: readonly string[] };
  readonly elsewhere: readonly LinePlace[];
  /** `exact`: the database leaves out what is plain. `whole`: every row is loaded. The outcome of the run is the same. */
  readonly way: "exact" | "whole";
};

/** @param day with the stretch of `sysdtm` in which its transactions may lie */
export async function dayRows(tx: Repositories, day: DayToLoad, how: HowToLoad): Promise<DayRows> {
  const rest = how.way === "exact" ? await restOf(tx, day, how) : null;
  if (rest !== null) return rowsOfRest(tx, day, how, rest);
  return {
    lines: await tx.runs.linesOfDay(day, "active"),
    transactions: await tx.runs.transactionsAround(day, how.besides),
    plain: [],
  };
}

/** Without files there is nothing to leave out. */
async function restOf(tx: Repositories, day: DayToLoad, { basis, rules, files, besides, elsewhere }: HowToLoad): Promise<Rest | null> {
  if (files.length === 0) return null;
  const spokenOf = await tx.runs.bookedLinesAt(day.accountId, [...besides.places, ...elsewhere]);
  const numbers = [...besides.syssns, ...spokenOf.flatMap(({ syssn, origssn }) => [syssn, origssn])].filter((number) => number !== null);
  return tx.runs.restOfDay({
    day,
    fileIds: files.map(({ id }) => id),
    basis,
    decides: settlementDayBounds(day.settleDay, basis === "paydtm" ? MIDNIGHT : rules.cutoff),
    mchids: rules.mchids,
    fee: rules.fee,
    fees: rules.fees,
    besides: [...new Set(numbers)],
  });
}

/**
 * The rest with everything it touches: transactions around its rows, and of these again the day's rows, plain though they are, since the
 * rule must see what settles them.
 */
async function rowsOfRest(tx: Repositories, day: DayToLoad, { files, besides }: HowToLoad, rest: Rest): Promise<DayRows> {
  const own = await tx.runs.bookedLinesAt(day.accountId, rest.places);
  const transactions = await tx.runs.transactionsAround(day, {
    places: [...rest.places, ...besides.places],
    syssns: [...rest.syssns, ...besides.syssns],
    isApart: true,
  });
  const there = new Set(own.map((line) => placeText(placeOfLine(line))));
  const naming = await tx.runs.linesNaming(
    day.accountId,
    transactions.map(({ syssn }) => syssn),
  );
  const touched = naming.filter((line) => line.tradeDate === day.settleDay && !there.has(placeText(placeOfLine(line))));
  const lines = [...own, ...touched];
  const sums = await tx.runs.sumsOfDay({ fileIds: files.map(({ id }) => id), settleDay: day.settleDay });
  return { lines, transactions, plain: sumsWithout(sums, lines) };
}
