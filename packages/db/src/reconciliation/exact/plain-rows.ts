import { currencySchema } from "@tillbook/domain/money";
import type { RowSums } from "@tillbook/domain/reconciliation";
import { LINE_TYPES } from "@tillbook/domain/settlement";
import { settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import type { Sql } from "../../client/sql.ts";
import { lineDigest, lineFields } from "../../settlement/index.ts";

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

/** Rows of a file on a day, and the hash over all rows of the file where those are all. */
export type FileOnDay = { readonly fileId: string; readonly lines: number; readonly rowsHash: string | null };

/** How many rows each of the files has on the day: as they were added up when they came, else counted. */
export async function filesOnDay(sql: Sql, { fileIds, settleDay }: RowsOfDay): Promise<FileOnDay[]> {
  return sql<FileOnDay>(
    `SELECT f."id" AS "fileId", d."lines", CASE WHEN d."lines" = f."lineCount" THEN f."rowsHash" END AS "rowsHash"
     FROM "StatementFile" f CROSS JOIN LATERAL (SELECT CASE WHEN f."numberHeads" IS NULL
         THEN (SELECT count(*)::int FROM "StatementLine" l WHERE l."fileId" = f."id" AND l."tradeDate" = $2)
         ELSE (SELECT coalesce(sum(s."lines"), 0)::int FROM "StatementSum" s WHERE s."fileId" = f."id" AND s."tradeDate" = $2) END AS "lines") d
     WHERE f."id" = ANY ($1::uuid[])`,
    [[...fileIds], settleDay],
  );
}

const AT_A_TIME = 2_000;

/** Digests of a file's rows on the day, some at a time. */
export async function* digestsOnDay(sql: Sql, fileId: string, settleDay: string): AsyncGenerator<readonly string[]> {
  for (let last = -1; ; ) {
    const rows = await sql(
      `SELECT * FROM "StatementLine" WHERE "fileId" = $1 AND "tradeDate" = $2 AND "lineNo" > $3 ORDER BY "lineNo" LIMIT ${AT_A_TIME}`,
      [fileId, settleDay, last],
    );
    const lines = rows.map((row) => lineFields.parse(row));
    yield lines.map(lineDigest);
    if (lines.length < AT_A_TIME) return;
    last = lines.at(-1)?.lineNo ?? last;
  }
}

/** The greatest row number in each of these files. */
export async function lastRows(sql: Sql, fileIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await sql<{ fileId: string; lineNo: number | null }>(
    `SELECT f."fileId", (SELECT max(l."lineNo") FROM "StatementLine" l WHERE l."fileId" = f."fileId") AS "lineNo" FROM unnest($1::uuid[]) AS f("fileId")`,
    [[...fileIds]],
  );
  return new Map(rows.map(({ fileId, lineNo }) => [fileId, lineNo ?? 0]));
}
