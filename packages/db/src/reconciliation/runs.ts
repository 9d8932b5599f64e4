import type { BookedLine, BookedTransaction, DayFile } from "@tillbook/domain/reconciliation";
import type { Sql } from "../client/sql.ts";
import { insertRun } from "./insert-run.ts";
import { type DayOfAccount, figuresOnOtherDays, linesOfDay, otherLines, transactionsAround } from "./load-books.ts";
import { type OurDay, ourDays, type Stretch, type TheirDay, theirDays } from "./month.ts";
import { readEntries, readLines, readTransactions, type StoredLine, type StoredTransaction } from "./read-entries.ts";
import { type RunToKeep, type StoredEntry, type StoredRun, storedRunSchema } from "./rows.ts";

export type Runs = ReturnType<typeof runsOn>;

export function runsOn(sql: Sql) {
  const many = (rows: unknown[]): StoredRun[] => rows.map((row) => storedRunSchema.parse(row));
  return {
    /** Every read of the transaction sees one moment. Only as its first statement. */
    async atOneMoment(): Promise<void> {
      await sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    },
    /** Lines and transactions that a run of the day looks at. */
    async loadBooks(
      day: DayOfAccount,
    ): Promise<{ lines: BookedLine[]; superseded: BookedLine[]; transactions: BookedTransaction[]; otherLines: BookedLine[] }> {
      const lines = await linesOfDay(sql, day, "active");
      const superseded = await linesOfDay(sql, day, "superseded");
      const transactions = await transactionsAround(sql, day);
      return { lines, superseded, transactions, otherLines: await otherLines(sql, day, transactions, lines) };
    },
    onOtherDays: (day: DayOfAccount, fileIds: readonly string[]): Promise<Map<string, DayFile["onOtherDays"]>> =>
      figuresOnOtherDays(sql, day, fileIds),
    insert: (run: RunToKeep): Promise<void> => insertRun(sql, run),
    /** The newest run of a day. */
    async latest(accountId: string, settleDay: string): Promise<StoredRun | null> {
      return (
        many(
          await sql(`SELECT * FROM "ReconciliationRun" WHERE "accountId" = $1 AND "settleDay" = $2 ORDER BY "seq" DESC LIMIT 1`, [
            accountId,
            settleDay,
          ]),
        )[0] ?? null
      );
    },
    /** The newest run of every day of a stretch that was run at all. */
    async latestOfDays(accountId: string, first: string, last: string): Promise<StoredRun[]> {
      return many(
        await sql(
          `SELECT DISTINCT ON ("settleDay") * FROM "ReconciliationRun" WHERE "accountId" = $1 AND "settleDay" BETWEEN $2 AND $3 ORDER BY "settleDay", "seq" DESC`,
          [accountId, first, last],
        ),
      );
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
    linesAt: (places: readonly { fileId: string; lineNo: number }[]): Promise<StoredLine[]> => readLines(sql, places),
    transactionsNamed: (accountId: string, syssns: readonly string[]): Promise<StoredTransaction[]> =>
      readTransactions(sql, accountId, syssns),
    ourDays: (stretch: Stretch): Promise<Map<OurDay["day"], OurDay>> => ourDays(sql, stretch),
    theirDays: (stretch: Pick<Stretch, "accountId" | "first" | "last">): Promise<Map<TheirDay["day"], TheirDay>> => theirDays(sql, stretch),
  };
}
