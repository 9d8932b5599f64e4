import type { Currency } from "@tillbook/domain/money";
import type { OutcomeToPost, RowToPost } from "@tillbook/domain/reconciliation/posting";
import type { Sql } from "../client/sql.ts";
import {
  type ClosingDay,
  countOpenBreaks,
  type JudgedBatch,
  judgedBatches,
  sumOfOpenTransactions,
  sumOfSettledAhead,
  sumOfUnbooked,
} from "./open-items.ts";
import { bookedLater, outcomesToPost, rowsToPost } from "./posting-sources.ts";
import {
  type BookedByHand,
  bookedByHandAmong,
  lateLines,
  type OpenTransaction,
  openLines,
  openTransactions,
  type Place,
  postedElsewhere,
  type SealedPlace,
  sealedAt,
  sealedMarks,
  settledAmong,
  unknownTransactions,
} from "./prior-items.ts";

export type Ledger = ReturnType<typeof ledgerOn>;

/** What closed days have left open, and what is open when one more is closed. */
export function ledgerOn(sql: Sql) {
  return {
    lateLines: (accountId: string): Promise<Place[]> => lateLines(sql, accountId),
    openLines: (accountId: string): Promise<Place[]> => openLines(sql, accountId),
    openTransactions: (accountId: string): Promise<OpenTransaction[]> => openTransactions(sql, accountId),
    unknownTransactions: (day: Parameters<typeof unknownTransactions>[1]): Promise<string[]> => unknownTransactions(sql, day),
    bookedByHandAmong: (accountId: string, syssns: readonly string[]): Promise<BookedByHand[]> => bookedByHandAmong(sql, accountId, syssns),
    sealedMarks: (accountId: string, first: string): Promise<Map<string, string>> => sealedMarks(sql, accountId, first),
    settledAmong: (accountId: string, syssns: readonly string[], exceptAt: readonly string[]): Promise<string[]> =>
      settledAmong(sql, accountId, syssns, exceptAt),
    sealedAt: (accountId: string, places: readonly Place[]): Promise<SealedPlace[]> => sealedAt(sql, accountId, places),
    postedElsewhere: (accountId: string, settleDay: string): Promise<Place[]> => postedElsewhere(sql, accountId, settleDay),
    sumOfOpenTransactions: (day: ClosingDay): Promise<Map<Currency, bigint>> => sumOfOpenTransactions(sql, day),
    sumOfSettledAhead: (day: ClosingDay): Promise<Map<Currency, bigint>> => sumOfSettledAhead(sql, day),
    sumOfUnbooked: (day: ClosingDay): Promise<Map<Currency, bigint>> => sumOfUnbooked(sql, day),
    openBreaks: (runId: string): Promise<number> => countOpenBreaks(sql, runId),
    bookedLater: (accountId: string): Promise<Map<string, string>> => bookedLater(sql, accountId),
    rowsToPost: (runId: string): Promise<RowToPost[]> => rowsToPost(sql, runId),
    outcomesToPost: (runId: string): Promise<OutcomeToPost[]> => outcomesToPost(sql, runId),
    judgedBatches: (day: ClosingDay): Promise<JudgedBatch[]> => judgedBatches(sql, day),
  };
}
