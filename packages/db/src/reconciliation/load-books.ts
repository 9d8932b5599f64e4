import { type Currency, currencySchema } from "@tillbook/domain/money";
import {
  type BookedLine,
  type BookedTransaction,
  type DayFile,
  type LinePlace,
  placeOfLine,
  placeText,
} from "@tillbook/domain/reconciliation";
import type { Figures } from "@tillbook/domain/settlement";
import { z } from "zod";
import type { Sql } from "../client/sql.ts";
import { lineDigest, lineFields } from "../settlement/index.ts";

/** Which day of which account, with its first instant and the first after it. */
export type DayOfAccount = { readonly accountId: string; readonly settleDay: string; readonly from: Date; readonly until: Date };

const text = z.string().nullable();
const transactionRow = z
  .object({
    syssn: z.string(),
    origssn: text,
    outTradeNo: text,
    chnlsn: text,
    mchid: text,
    kind: z.enum(["payment", "refund"]),
    payType: text,
    amountMinor: z.bigint(),
    currency: currencySchema,
    respcd: z.string(),
    cancel: z.string(),
    environment: z.enum(["production", "test"]),
    sysdtm: z.date(),
    paydtm: z.date().nullable(),
  })
  .transform(({ amountMinor, currency, ...row }): BookedTransaction => ({ ...row, amount: { minor: amountMinor, currency } }));

const lineRow = lineFields.extend({ fileId: z.uuid(), name: z.string(), rawSha256: z.string(), contentHash: z.string() });

const ACTIVE = `f."status" IN ('ACTIVE', 'ACTIVE_LATE')`;
const FILE = `f."name", f."rawSha256", f."contentHash"`;
/** The file of a line `l`, where it takes part: looked up line by line, since the planner knows nothing of lines that have just come. */
const FILE_OF_LINE = `(SELECT ${FILE} FROM "StatementFile" f WHERE f."id" = l."fileId" AND ${ACTIVE} OFFSET 0)`;
const LINES = `SELECT l.*, ${FILE} FROM "StatementLine" l JOIN "StatementFile" f ON f."id" = l."fileId"`;
const COLUMNS = `t."syssn", t."origssn", t."outTradeNo", t."chnlsn", t."mchid", t."kind", t."payType", t."amountMinor", t."currency", t."respcd", t."cancel",
  t."environment", t."sysdtm", t."paydtm"`;

/** Lines of the day in files of the given standing. Files first: a plan over both would read every line there is to find that none fits. */
export async function linesOfDay(sql: Sql, day: DayOfAccount, standing: "active" | "superseded"): Promise<BookedLine[]> {
  const condition = standing === "active" ? ACTIVE : `f."status" = 'SUPERSEDED'`;
  const files = await sql<{ id: string }>(
    `SELECT f."id" FROM "StatementFile" f WHERE f."accountId" = $1 AND f."days" @> ARRAY[$2] AND f."status" <> 'RECEIVED' AND ${condition}`,
    [day.accountId, day.settleDay],
  );
  if (files.length === 0) return [];
  return bookedLines(
    await sql(`${LINES} WHERE l."fileId" = ANY ($1::uuid[]) AND l."tradeDate" = $2`, [files.map(({ id }) => id), day.settleDay]),
  );
}

/** Lines at these places, in files that take part. */
export async function linesAtPlaces(sql: Sql, accountId: string, places: readonly LinePlace[]): Promise<BookedLine[]> {
  if (places.length === 0) return [];
  return bookedLines(
    await sql(
      `${LINES} JOIN unnest($2::uuid[], $3::int[]) AS p("fileId", "lineNo") ON p."fileId" = l."fileId" AND p."lineNo" = l."lineNo"
       WHERE l."accountId" = $1 AND ${ACTIVE}`,
      [accountId, places.map(({ fileId }) => fileId), places.map(({ lineNo }) => lineNo)],
    ),
  );
}

/** What a run looks at beside the day itself: rows of closed days that are judged in it, and transactions by number. */
export type Besides = {
  readonly places: readonly LinePlace[];
  readonly syssns: readonly string[];
  /** Nothing of the day itself but what is named here. */
  readonly isApart?: boolean;
};

/**
 * Transactions a run of the day may speak about: the day's own, those that its lines name by any number, those named besides, and for each of
 * them the whole family of payment and refunds.
 */
export async function transactionsAround(sql: Sql, day: DayOfAccount, besides: Besides): Promise<BookedTransaction[]> {
  const isApart = besides.isApart ?? false;
  // A few thousand are found by their numbers; the planner would rather read all of them, once for each number they may be named by.
  if (isApart) await sql("SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off");
  const rows = await sql(
    `WITH today AS MATERIALIZED (
       SELECT l."syssn", l."origssn", l."chnlsn", l."outTradeNo" FROM "StatementLine" l JOIN "StatementFile" f ON f."id" = l."fileId"
       WHERE NOT $8 AND f."accountId" = $1 AND f."days" @> ARRAY[$2::text] AND f."status" <> 'RECEIVED' AND l."tradeDate" = $2::date AND ${ACTIVE}
       UNION ALL SELECT l."syssn", l."origssn", l."chnlsn", l."outTradeNo" FROM unnest($5::uuid[], $6::int[]) AS p("fileId", "lineNo")
         JOIN "StatementLine" l ON l."fileId" = p."fileId" AND l."lineNo" = p."lineNo"),
     named AS (
       SELECT t."id", t."syssn", t."origssn" FROM "Transaction" t WHERE NOT $8 AND t."accountId" = $1 AND t."sysdtm" >= $3 AND t."sysdtm" < $4
       UNION SELECT t."id", t."syssn", t."origssn" FROM "Transaction" t WHERE t."accountId" = $1 AND t."syssn" = ANY($7)
       UNION SELECT t."id", t."syssn", t."origssn" FROM "Transaction" t JOIN today l ON t."syssn" = l."syssn" WHERE t."accountId" = $1
       UNION SELECT t."id", t."syssn", t."origssn" FROM "Transaction" t JOIN today l ON t."syssn" = l."origssn" WHERE t."accountId" = $1
       UNION SELECT t."id", t."syssn", t."origssn" FROM "Transaction" t JOIN today l ON l."syssn" IS NULL AND t."chnlsn" = l."chnlsn" WHERE t."accountId" = $1
       UNION SELECT t."id", t."syssn", t."origssn" FROM "Transaction" t JOIN today l ON t."outTradeNo" = l."outTradeNo" WHERE t."accountId" = $1),
     roots AS (
       SELECT coalesce("origssn", "syssn") AS "syssn" FROM named UNION SELECT "origssn" FROM today WHERE "origssn" IS NOT NULL),
     wanted AS (
       SELECT n."id" FROM named n
       UNION SELECT t."id" FROM "Transaction" t JOIN roots r ON t."syssn" = r."syssn" WHERE t."accountId" = $1
       UNION SELECT t."id" FROM "Transaction" t JOIN roots r ON t."origssn" = r."syssn" WHERE t."accountId" = $1)
     SELECT ${COLUMNS} FROM "Transaction" t JOIN wanted w ON w."id" = t."id" ORDER BY t."syssn"`,
    [
      day.accountId,
      day.settleDay,
      day.from,
      day.until,
      besides.places.map(({ fileId }) => fileId),
      besides.places.map(({ lineNo }) => lineNo),
      [...besides.syssns],
      isApart,
    ],
  );
  if (isApart) await sql("SET LOCAL enable_hashjoin = on; SET LOCAL enable_mergejoin = on");
  return rows.map((row) => transactionRow.parse(row));
}

/** Transactions by number. */
export async function transactionsBySyssn(sql: Sql, accountId: string, syssns: readonly string[]): Promise<BookedTransaction[]> {
  if (syssns.length === 0) return [];
  const rows = await sql(`SELECT ${COLUMNS} FROM "Transaction" t WHERE t."accountId" = $1 AND t."syssn" = ANY($2)`, [
    accountId,
    [...syssns],
  ]);
  return rows.map((row) => transactionRow.parse(row));
}

/** From so many numbers on it is cheaper to read all lines there are than to look each number up. */
const MANY = 50_000;

/**
 * The account's lines, in columns `columns`, that carry one of the numbers in `$2` as their own. A file that has just come is unknown to the
 * planner, which then reads every line of it for a few thousand numbers; so each of those is looked up by itself.
 */
function linesOfNumbers(columns: string, numbers: readonly string[]): string {
  const lines = `SELECT ${columns} FROM "StatementLine" l WHERE l."accountId" = $1`;
  if (numbers.length >= MANY) return `(${lines} AND l."syssn" = ANY($2::text[]))`;
  return `(SELECT o.* FROM unnest($2::text[]) AS n("number") CROSS JOIN LATERAL (${lines} AND l."syssn" = n."number" OFFSET 0) o)`;
}

/** Lines in files that take part and carry one of these numbers as their own. */
export async function linesNaming(sql: Sql, accountId: string, syssns: readonly string[]): Promise<BookedLine[]> {
  if (syssns.length === 0) return [];
  const numbers = [...new Set(syssns)];
  return bookedLines(
    await sql(`SELECT l.*, ${FILE} FROM ${linesOfNumbers("l.*", numbers)} l CROSS JOIN LATERAL ${FILE_OF_LINE} f`, [accountId, numbers]),
  );
}

/**
 * Lines of other days, in files that take part, which name one of these transactions or carry one of these lines' own numbers; of the day
 * itself only those at the places named, which another day has judged.
 */
export async function otherLines(
  sql: Sql,
  day: Pick<DayOfAccount, "accountId" | "settleDay"> & { readonly elsewhere: readonly LinePlace[] },
  transactions: readonly BookedTransaction[],
  lines: readonly BookedLine[],
): Promise<BookedLine[]> {
  const present = (values: readonly (string | null)[]): string[] => [...new Set(values)].filter((value) => value !== null);
  const syssns = present([...transactions.map(({ syssn }) => syssn), ...lines.map(({ syssn }) => syssn)]);
  const rows = await sql(
    `WITH others AS (
       SELECT o."fileId", o."lineNo" FROM ${linesOfNumbers('l."fileId", l."lineNo"', syssns)} o
       UNION SELECT l."fileId", l."lineNo" FROM "StatementLine" l WHERE l."accountId" = $1 AND l."origssn" = ANY($2)
       UNION SELECT l."fileId", l."lineNo" FROM "StatementLine" l WHERE l."accountId" = $1 AND l."syssn" IS NULL AND l."chnlsn" = ANY($3)
       UNION SELECT l."fileId", l."lineNo" FROM "StatementLine" l WHERE l."accountId" = $1 AND l."syssn" IS NULL AND l."outTradeNo" = ANY($4))
     SELECT l.*, ${FILE} FROM others o
     CROSS JOIN LATERAL (SELECT * FROM "StatementLine" l WHERE l."fileId" = o."fileId" AND l."lineNo" = o."lineNo" OFFSET 0) l
     CROSS JOIN LATERAL ${FILE_OF_LINE} f
     WHERE (l."tradeDate" <> $5 OR EXISTS (SELECT 1 FROM unnest($6::uuid[], $7::int[]) AS e("fileId", "lineNo")
       WHERE e."fileId" = l."fileId" AND e."lineNo" = l."lineNo"))`,
    [
      day.accountId,
      syssns,
      present(transactions.map(({ chnlsn }) => chnlsn)),
      present(transactions.map(({ outTradeNo }) => outTradeNo)),
      day.settleDay,
      day.elsewhere.map(({ fileId }) => fileId),
      day.elsewhere.map(({ lineNo }) => lineNo),
    ],
  );
  const judged = new Set(lines.filter(({ tradeDate }) => tradeDate !== day.settleDay).map((line) => placeText(placeOfLine(line))));
  return bookedLines(rows).filter((line) => !judged.has(placeText(placeOfLine(line))));
}

const figuresRow = z.object({
  fileId: z.uuid(),
  currency: currencySchema,
  lines: z.bigint().transform(Number),
  grossMinor: z.bigint(),
  feeMinor: z.bigint(),
  netMinor: z.bigint(),
});

/** What of these files belongs to other days, by file and currency: as import has added it up, else summed by the database. */
export async function figuresOnOtherDays(
  sql: Sql,
  day: DayOfAccount,
  fileIds: readonly string[],
): Promise<Map<string, DayFile["onOtherDays"]>> {
  const summed = await sql(
    `SELECT "fileId", "currency", sum("lines")::bigint AS "lines", sum("grossMinor")::bigint AS "grossMinor", sum("feeMinor")::bigint AS "feeMinor",
       sum("netMinor")::bigint AS "netMinor" FROM "StatementSum" WHERE "fileId" = ANY($1) AND "tradeDate" <> $2 GROUP BY 1, 2`,
    [fileIds, day.settleDay],
  );
  const untold = await sql<{ id: string }>(`SELECT "id" FROM "StatementFile" WHERE "id" = ANY($1) AND "numberHeads" IS NULL`, [fileIds]);
  if (untold.length === 0) return byFileAndCurrency(summed);
  const rows = await sql(
    `SELECT "fileId", "currency", count(*) AS "lines", sum("grossMinor")::bigint AS "grossMinor", sum("feeMinor")::bigint AS "feeMinor",
       sum("netMinor")::bigint AS "netMinor" FROM "StatementLine" WHERE "fileId" = ANY($1) AND "tradeDate" <> $2 GROUP BY 1, 2`,
    [untold.map(({ id }) => id), day.settleDay],
  );
  return byFileAndCurrency([...summed, ...rows]);
}

/** What these files say in all rows but those at the places. */
export async function figuresBesides(
  sql: Sql,
  fileIds: readonly string[],
  places: readonly LinePlace[],
): Promise<Map<string, DayFile["onOtherDays"]>> {
  const rows = await sql(
    `SELECT l."fileId", l."currency", count(*) AS "lines", sum(l."grossMinor")::bigint AS "grossMinor", sum(l."feeMinor")::bigint AS "feeMinor",
       sum(l."netMinor")::bigint AS "netMinor" FROM "StatementLine" l WHERE l."fileId" = ANY($1) AND (l."fileId", l."lineNo") NOT IN (
         SELECT * FROM unnest($2::uuid[], $3::int[])) GROUP BY 1, 2`,
    [fileIds, places.map(({ fileId }) => fileId), places.map(({ lineNo }) => lineNo)],
  );
  return byFileAndCurrency(rows);
}

function byFileAndCurrency(rows: readonly unknown[]): Map<string, DayFile["onOtherDays"]> {
  const byFile = Map.groupBy(
    rows.map((row) => figuresRow.parse(row)),
    ({ fileId }) => fileId,
  );
  return new Map([...byFile].map(([fileId, group]) => [fileId, new Map<Currency, Figures>(group.map((row) => [row.currency, row]))]));
}

/** What each line says, by digest; lines of one file share one description of it. */
function bookedLines(rows: readonly unknown[]): BookedLine[] {
  const files = new Map<string, BookedLine["file"]>();
  return rows.map((row) => {
    const { fileId, name, rawSha256, contentHash, ...line } = lineRow.parse(row);
    const file = files.get(fileId) ?? { id: fileId, name, rawSha256, contentHash };
    files.set(fileId, file);
    return { ...line, digest: lineDigest(line), file };
  });
}
