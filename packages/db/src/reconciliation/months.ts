import { currencySchema } from "@tillbook/domain/money";
import type { DayHistory } from "@tillbook/domain/reconciliation/closing";
import { settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import { exactJson } from "../client/rows.ts";
import type { Sql } from "../client/sql.ts";

const minor = z.string().transform((value) => BigInt(value));
const storedMonth = z.object({
  id: z.uuid(),
  accountId: z.uuid(),
  month: z.string(),
  version: z.int(),
  maker: z.string(),
  checker: z.string(),
  closedAt: z.date(),
  days: z.array(z.object({ settleDay: settlementDaySchema, version: z.int(), digest: z.string() })),
  /** `ledger` is what the merchant's own ledger says, as a person read it there. */
  balances: z.array(z.object({ currency: currencySchema, closing: minor, ledger: minor })),
  digest: z.string(),
});
/** A sealed month. Amounts are minor units. */
export type StoredMonth = z.infer<typeof storedMonth>;

export type Months = ReturnType<typeof monthsOn>;

export function monthsOn(sql: Sql) {
  return {
    async history(accountId: string, month: string): Promise<Omit<DayHistory, "waiting">> {
      const [row] = await sql<{ closes: bigint; reopenings: bigint }>(
        `SELECT (SELECT count(*) FROM "MonthClose" WHERE "accountId" = $1 AND "month" = $2) AS "closes",
           (SELECT count(*) FROM "MonthReopening" WHERE "accountId" = $1 AND "month" = $2) AS "reopenings"`,
        [accountId, month],
      );
      return { closes: Number(row?.closes ?? 0), reopenings: Number(row?.reopenings ?? 0) };
    },
    /** All versions, oldest first. */
    async of(accountId: string, month: string): Promise<StoredMonth[]> {
      const rows = await sql(`SELECT * FROM "MonthClose" WHERE "accountId" = $1 AND "month" = $2 ORDER BY "version"`, [accountId, month]);
      return rows.map((row) => storedMonth.parse(row));
    },
    async insert(month: StoredMonth): Promise<void> {
      await sql(
        `INSERT INTO "MonthClose" ("id","accountId","month","version","maker","checker","closedAt","days","balances","digest") VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)`,
        [month.id, month.accountId, month.month, month.version, month.maker, month.checker, month.closedAt, JSON.stringify(month.days), exactJson(month.balances),
          month.digest],
      ); // biome-ignore format: columns and values side by side
    },
    async insertReopening(reopening: { proposalId: string; accountId: string; month: string; version: number }): Promise<void> {
      await sql(`INSERT INTO "MonthReopening" ("proposalId","accountId","month","version") VALUES ($1,$2,$3,$4)`, [
        reopening.proposalId,
        reopening.accountId,
        reopening.month,
        reopening.version,
      ]);
    },
    /** How often a journal left the house before. */
    async exportsOf(accountId: string, numbers: readonly string[]): Promise<Map<string, number>> {
      const rows = await sql(
        `SELECT "number", count(*) AS "count" FROM "JournalExport" WHERE "accountId" = $1 AND "number" = ANY($2) GROUP BY 1`,
        [accountId, [...numbers]],
      );
      const parsed = rows.map((row) => z.object({ number: z.string(), count: z.bigint() }).parse(row));
      return new Map(parsed.map(({ number, count }) => [number, Number(count)]));
    },
    async insertExports(accountId: string, numbers: readonly string[], told: { layout: string; by: string; at: Date }): Promise<void> {
      await sql(
        `INSERT INTO "JournalExport" ("accountId","number","layout","by","at") SELECT $1, n, $3, $4, $5 FROM unnest($2::text[]) AS n`,
        [accountId, [...numbers], told.layout, told.by, told.at],
      );
    },
  };
}
