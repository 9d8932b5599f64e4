import type { BookedLine, BookedTransaction, DayFile, LinePlace, RowSums } from "@tillbook/domain/reconciliation";
import type { Sql } from "../client/sql.ts";
import { type BreakFilter, type BreakPlace, breaksFirstSeen, countBreaks, listBreakPlaces, openPlaces } from "./break-list.ts";
import { EFFECTIVE } from "./effective.ts";
import {
  digestsOnDay,
  type ExactTerms,
  type FileOnDay,
  filesOnDay,
  type Rest,
  type RowsOfDay,
  restOfDay,
  sumsOfDay,
} from "./exact/index.ts";
import { insertRun } from "./insert-run.ts";
import {
  type Besides,
  type DayOfAccount,
  figuresBesides,
  figuresOnOtherDays,
  linesAtPlaces,
  linesNaming,
  linesOfDay,
  otherLines,
  transactionsAround,
  transactionsBySyssn,
} from "./load-books.ts";
import { type OurDay, ourDays, ourMarks, type Stretch, type TheirDay, theirDays } from "./month.ts";
import {
  readAllEntries,
  readEntries,
  readEntriesAt,
  readEntryAbout,
  readLines,
  readPriorEntries,
  readTransactions,
  type StoredLine,
  type StoredTransaction,
} from "./read-entries.ts";
import { type RunToKeep, type StoredEntry, type StoredRun, storedRunSchema } from "./rows.ts";

/** The sealed run of a day that is closed, else the newest. */
const THE_RUN = `ORDER BY r."id" IN (SELECT "runId" FROM effective) DESC, r."seq" DESC`;

export type Runs = ReturnType<typeof runsOn>;

export function runsOn(sql: Sql) {
  const many = (rows: unknown[]): StoredRun[] => rows.map((row) => storedRunSchema.parse(row));
  return {
    /** Every read of the transaction sees one moment. Only as its first statement. */
    async atOneMoment(): Promise<void> {
      await sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    },
    linesOfDay: (day: DayOfAccount, standing: "active" | "superseded"): Promise<BookedLine[]> => linesOfDay(sql, day, standing),
    bookedLinesAt: (accountId: string, places: readonly LinePlace[]): Promise<BookedLine[]> => linesAtPlaces(sql, accountId, places),
    transactionsAround: (day: DayOfAccount, besides: Besides): Promise<BookedTransaction[]> => transactionsAround(sql, day, besides),
    transactionsBySyssn: (accountId: string, syssns: readonly string[]): Promise<BookedTransaction[]> =>
      transactionsBySyssn(sql, accountId, syssns),
    linesNaming: (accountId: string, syssns: readonly string[]): Promise<BookedLine[]> => linesNaming(sql, accountId, syssns),
    otherLines: (
      day: Pick<DayOfAccount, "accountId" | "settleDay"> & { elsewhere: readonly LinePlace[] },
      transactions: readonly BookedTransaction[],
      lines: readonly BookedLine[],
    ): Promise<BookedLine[]> => otherLines(sql, day, transactions, lines),
    onOtherDays: (day: DayOfAccount, fileIds: readonly string[]): Promise<Map<string, DayFile["onOtherDays"]>> =>
      figuresOnOtherDays(sql, day, fileIds),
    figuresBesides: (fileIds: readonly string[], places: readonly LinePlace[]): Promise<Map<string, DayFile["onOtherDays"]>> =>
      figuresBesides(sql, fileIds, places),
    restOfDay: (terms: ExactTerms): Promise<Rest | null> => restOfDay(sql, terms),
    sumsOfDay: (rows: RowsOfDay): Promise<RowSums[]> => sumsOfDay(sql, rows),
    filesOnDay: (rows: RowsOfDay): Promise<FileOnDay[]> => filesOnDay(sql, rows),
    digestsOnDay: (fileId: string, settleDay: string): AsyncGenerator<readonly string[]> => digestsOnDay(sql, fileId, settleDay),
    insert: (run: RunToKeep): Promise<void> => insertRun(sql, run),
    /** The run that tells how a day stands: the newest, or the sealed one once the day is closed. */
    async latest(accountId: string, settleDay: string): Promise<StoredRun | null> {
      return (
        many(
          await sql(
            `WITH ${EFFECTIVE} SELECT r.* FROM "ReconciliationRun" r WHERE r."accountId" = $1 AND r."settleDay" = $2 ${THE_RUN} LIMIT 1`,
            [accountId, settleDay],
          ),
        )[0] ?? null
      );
    },
    /** The same for every day of a stretch that was run at all. */
    async latestOfDays(accountId: string, first: string, last: string): Promise<StoredRun[]> {
      return many(
        await sql(
          `WITH ${EFFECTIVE} SELECT DISTINCT ON (r."settleDay") r.* FROM "ReconciliationRun" r WHERE r."accountId" = $1 AND r."settleDay" BETWEEN $2 AND $3
           ${THE_RUN.replace("ORDER BY", `ORDER BY r."settleDay",`)}`,
          [accountId, first, last],
        ),
      );
    },
    async byId(accountId: string, id: string): Promise<StoredRun | null> {
      return many(await sql(`SELECT * FROM "ReconciliationRun" WHERE "accountId" = $1 AND "id" = $2`, [accountId, id]))[0] ?? null;
    },
    /** 1 for the first run of its day. */
    async numberOf(run: Pick<StoredRun, "accountId" | "settleDay" | "seq">): Promise<number> {
      const [row] = await sql<{ count: bigint }>(
        `SELECT count(*) AS "count" FROM "ReconciliationRun" WHERE "accountId" = $1 AND "settleDay" = $2 AND "seq" <= $3`,
        [run.accountId, run.settleDay, run.seq],
      );
      return Number(row?.count ?? 0);
    },
    entries: (runId: string, page?: { kind: StoredEntry["kind"]; after: number; limit: number }): Promise<StoredEntry[]> =>
      readEntries(sql, runId, page),
    priorEntries: (runId: string): Promise<StoredEntry[]> => readPriorEntries(sql, runId),
    allEntries: (runId: string, page: { after: number; limit: number }): Promise<StoredEntry[]> => readAllEntries(sql, runId, page),
    entriesAt: (runId: string, ordinals: readonly number[]): Promise<StoredEntry[]> => readEntriesAt(sql, runId, ordinals),
    breakPlaces: (filter: BreakFilter): Promise<BreakPlace[]> => listBreakPlaces(sql, filter),
    countBreaks: (filter: Omit<BreakFilter, "after" | "limit">): Promise<{ total: number; byCode: Map<string, number> }> =>
      countBreaks(sql, filter),
    breaksFirstSeen: (accountId: string, subjects: readonly string[]): Promise<Map<string, Date>> =>
      breaksFirstSeen(sql, accountId, subjects),
    openPlaces: (near: Parameters<typeof openPlaces>[1]): ReturnType<typeof openPlaces> => openPlaces(sql, near),
    entryAbout: (runId: string, subject: string): Promise<StoredEntry | null> => readEntryAbout(sql, runId, subject),
    linesAt: (places: readonly { fileId: string; lineNo: number }[]): Promise<StoredLine[]> => readLines(sql, places),
    transactionsNamed: (accountId: string, syssns: readonly string[]): Promise<StoredTransaction[]> =>
      readTransactions(sql, accountId, syssns),
    ourDays: (stretch: Stretch): Promise<Map<OurDay["day"], OurDay>> => ourDays(sql, stretch),
    ourMarks: (stretch: Stretch): Promise<Map<OurDay["day"], string>> => ourMarks(sql, stretch),
    theirDays: (stretch: Pick<Stretch, "accountId" | "first" | "last">): Promise<Map<TheirDay["day"], TheirDay>> => theirDays(sql, stretch),
  };
}
