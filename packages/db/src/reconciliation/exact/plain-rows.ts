import { currencySchema } from "@tillbook/domain/money";
import type { LinePlace, PlainShelf, RowSums } from "@tillbook/domain/reconciliation";
import { LINE_TYPES } from "@tillbook/domain/settlement";
import { settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import type { Sql } from "../../client/sql.ts";

/** The rows of one day in some files. */
export type RowsOfDay = { readonly fileIds: readonly string[]; readonly settleDay: string };

const sumsRow = z.object({
  fileId: z.uuid(),
  batchNo: z.string(),
  settleDate: settlementDaySchema,
  lineType: z.enum(LINE_TYPES),
  currency: currencySchema,
  settleCurrency: currencySchema,
  lines: z.int(),
  grossMinor: z.bigint(),
  feeMinor: z.bigint(),
  netMinor: z.bigint(),
  settleMinor: z.bigint(),
});

/** What the rows of the day come to, as they were added up when they came. */
export async function sumsOfDay(sql: Sql, { fileIds, settleDay }: RowsOfDay): Promise<RowSums[]> {
  const rows = await sql(`SELECT * FROM "StatementSum" WHERE "fileId" = ANY ($1::uuid[]) AND "tradeDate" = $2`, [[...fileIds], settleDay]);
  return rows.map((row) => sumsRow.parse(row));
}

const shelfRow = z.object({ head: z.string(), lines: z.int(), digest: z.string() });

/** Rows of the day but those at the places, by how their digests begin, each shelf with the digest of its digests in sorted order. */
export async function shelvesOfDay(sql: Sql, { fileIds, settleDay }: RowsOfDay, except: readonly LinePlace[]): Promise<PlainShelf[]> {
  const rows = await sql(SHELVES, [[...fileIds], settleDay, except.map(({ fileId }) => fileId), except.map(({ lineNo }) => lineNo)]);
  return rows.map((row) => shelfRow.parse(row));
}

export const SHELVES = `SELECT left(l."digest", 2) AS "head", count(*)::int AS "lines",
    encode(sha256(convert_to(string_agg(l."digest", '' ORDER BY l."digest" COLLATE "C"), 'UTF8')), 'hex') AS "digest"
  FROM "StatementLine" l WHERE l."fileId" = ANY ($1::uuid[]) AND l."tradeDate" = $2 AND NOT EXISTS (
    SELECT 1 FROM unnest($3::uuid[], $4::int[]) AS e("fileId", "lineNo") WHERE e."fileId" = l."fileId" AND e."lineNo" = l."lineNo")
  GROUP BY 1`;

/** The greatest row number in each of these files. */
export async function lastRows(sql: Sql, fileIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await sql<{ fileId: string; lineNo: number | null }>(
    `SELECT f."fileId", (SELECT max(l."lineNo") FROM "StatementLine" l WHERE l."fileId" = f."fileId") AS "lineNo" FROM unnest($1::uuid[]) AS f("fileId")`,
    [[...fileIds]],
  );
  return new Map(rows.map(({ fileId, lineNo }) => [fileId, lineNo ?? 0]));
}
