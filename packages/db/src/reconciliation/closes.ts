import { currencySchema } from "@tillbook/domain/money";
import type { DayHistory } from "@tillbook/domain/reconciliation/closing";
import { JOURNAL_EVENT_KINDS, LEDGER_ACCOUNTS } from "@tillbook/domain/reconciliation/journals";
import type { Posting } from "@tillbook/domain/reconciliation/posting";
import { type SettlementDay, settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import { exactJson } from "../client/rows.ts";
import type { Sql } from "../client/sql.ts";
import { type CloseRowToKeep, closeRowSchema, insertCloseRows, type StoredCloseRow } from "./close-rows.ts";
import { type CloseOutcome, notableRowsOfClose, outcomesOfClose } from "./close-summary.ts";
import { EFFECTIVE } from "./effective.ts";

const minor = z.string().transform((value) => BigInt(value));
const balance = z.object({
  currency: currencySchema,
  opening: minor,
  payments: minor,
  refunds: minor,
  fees: minor,
  adjustments: minor,
  payouts: minor,
  conversions: minor,
  writeOffs: minor,
  closing: minor,
  openTransactions: minor,
  openBreaks: minor,
  unpaidBatches: minor,
  reservesHeld: minor,
});
const storedClose = z.object({
  id: z.uuid(),
  accountId: z.uuid(),
  seq: z.int(),
  settleDay: settlementDaySchema,
  version: z.int(),
  runId: z.uuid(),
  previousDigest: z.string().nullable(),
  digest: z.string(),
  accountName: z.string(),
  mchids: z.array(z.string()),
  maker: z.string(),
  checker: z.string(),
  closedAt: z.date(),
  asOf: settlementDaySchema,
  ruleVersion: z.string(),
  resultHash: z.string(),
  files: z.array(z.object({ name: z.string(), rawSha256: z.string(), contentHash: z.string().nullable() })),
  totals: z.array(z.object({ currency: currencySchema, lines: z.int(), grossMinor: minor, feeMinor: minor, netMinor: minor })),
  proofs: z.array(z.object({ proof: z.enum(["file", "day", "balance"]), currency: currencySchema, offMinor: minor })),
  balances: z.array(balance),
});
/** The head of a sealed close. Amounts are minor units. */
export type StoredClose = z.infer<typeof storedClose>;

const postingRow = z.object({
  kind: z.enum(JOURNAL_EVENT_KINDS),
  currency: currencySchema,
  minor: z.bigint(),
  account: z.enum(LEDGER_ACCOUNTS).nullable(),
  reference: z.string(),
});

export type Closes = ReturnType<typeof closesOn>;

export function closesOn(sql: Sql) {
  const many = (rows: unknown[]): StoredClose[] => rows.map((row) => storedClose.parse(row));
  return {
    /** Those of these days that are closed now. */
    async closedAmong(accountId: string, days: readonly string[]): Promise<string[]> {
      const rows = await sql(`WITH ${EFFECTIVE} SELECT "settleDay" FROM effective WHERE "settleDay" = ANY($2::date[]) ORDER BY 1`, [
        accountId,
        [...days],
      ]);
      return rows.map((row) => z.object({ settleDay: z.string() }).parse(row).settleDay);
    },
    /** All closed days, first to last. */
    async closedDays(accountId: string): Promise<SettlementDay[]> {
      const rows = await sql(`WITH ${EFFECTIVE} SELECT "settleDay" FROM effective ORDER BY 1`, [accountId]);
      return rows.map((row) => z.object({ settleDay: settlementDaySchema }).parse(row).settleDay);
    },
    /** Closed days whose runs have counted one of these files: as a file of their own, or as a late one of a day before. */
    async closedWith(accountId: string, fileIds: readonly string[]): Promise<string[]> {
      const rows = await sql(
        `WITH ${EFFECTIVE} SELECT x."settleDay" FROM effective x JOIN "ReconciliationRun" r ON r."id" = x."runId"
         WHERE EXISTS (SELECT 1 FROM jsonb_array_elements(r."inputs" || r."lateInputs") i WHERE i->>'id' = ANY($2)) ORDER BY 1`,
        [accountId, [...fileIds]],
      );
      return rows.map((row) => z.object({ settleDay: z.string() }).parse(row).settleDay);
    },
    /** Closed days of a stretch, with the version of their close. */
    async closedBetween(accountId: string, first: string, last: string): Promise<StoredClose[]> {
      return many(
        await sql(
          `WITH ${EFFECTIVE} SELECT c.* FROM effective x JOIN "DayClose" c ON c."id" = x."id" WHERE x."settleDay" BETWEEN $2 AND $3 ORDER BY x."settleDay"`,
          [accountId, first, last],
        ),
      );
    },
    /** How often a day was closed and opened again. */
    async history(accountId: string, settleDay: string): Promise<Omit<DayHistory, "waiting">> {
      const [row] = await sql<{ closes: bigint; reopenings: bigint }>(
        `SELECT (SELECT count(*) FROM "DayClose" WHERE "accountId" = $1 AND "settleDay" = $2) AS "closes",
           (SELECT count(*) FROM "DayReopening" WHERE "accountId" = $1 AND "settleDay" = $2) AS "reopenings"`,
        [accountId, settleDay],
      );
      return { closes: Number(row?.closes ?? 0), reopenings: Number(row?.reopenings ?? 0) };
    },
    /** The same for every day of a stretch that was ever closed. */
    async histories(accountId: string, first: string, last: string): Promise<Map<string, Omit<DayHistory, "waiting">>> {
      const rows = await sql<{ settleDay: string; closes: bigint; reopenings: bigint }>(
        `SELECT c."settleDay", count(*) AS "closes", (SELECT count(*) FROM "DayReopening" r WHERE r."accountId" = $1 AND r."settleDay" = c."settleDay") AS "reopenings"
         FROM "DayClose" c WHERE c."accountId" = $1 AND c."settleDay" BETWEEN $2 AND $3 GROUP BY 1`,
        [accountId, first, last],
      );
      return new Map(
        rows.map(({ settleDay, closes, reopenings }) => [settleDay, { closes: Number(closes), reopenings: Number(reopenings) }]),
      );
    },
    /** All versions of a day, oldest first. */
    async ofDay(accountId: string, settleDay: string): Promise<StoredClose[]> {
      return many(
        await sql(`SELECT * FROM "DayClose" WHERE "accountId" = $1 AND "settleDay" = $2 ORDER BY "version"`, [accountId, settleDay]),
      );
    },
    /** The account's closes in their order, from a number on. */
    async inChain(accountId: string, from: number, limit: number): Promise<StoredClose[]> {
      return many(
        await sql(`SELECT * FROM "DayClose" WHERE "accountId" = $1 AND "seq" >= $2 ORDER BY "seq" LIMIT $3`, [accountId, from, limit]),
      );
    },
    /** The newest close of an account: the one that the next must follow. */
    async last(accountId: string): Promise<StoredClose | null> {
      return many(await sql(`SELECT * FROM "DayClose" WHERE "accountId" = $1 ORDER BY "seq" DESC LIMIT 1`, [accountId]))[0] ?? null;
    },
    async bySeq(accountId: string, seq: number): Promise<StoredClose | null> {
      return many(await sql(`SELECT * FROM "DayClose" WHERE "accountId" = $1 AND "seq" = $2`, [accountId, seq]))[0] ?? null;
    },
    /** Keeps a head; its rows follow or went before in the same transaction. */
    async insert(close: StoredClose): Promise<void> {
      await sql(
        `INSERT INTO "DayClose" ("id","accountId","seq","settleDay","version","runId","previousDigest","digest","accountName","mchids","maker","checker","closedAt",
           "asOf","ruleVersion","resultHash","files","totals","proofs","balances") VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20)`,
        [close.id, close.accountId, close.seq, close.settleDay, close.version, close.runId, close.previousDigest, close.digest, close.accountName, close.mchids,
          close.maker, close.checker, close.closedAt, close.asOf, close.ruleVersion, close.resultHash, JSON.stringify(close.files), exactJson(close.totals),
          exactJson(close.proofs), exactJson(close.balances)],
      ); // biome-ignore format: columns and values side by side
    },
    insertRows: (closeId: string, rows: readonly CloseRowToKeep[]): Promise<void> => insertCloseRows(sql, closeId, rows),
    /** Rows of a certificate in their order, after an ordinal. */
    async rows(closeId: string, page: { after: number; limit: number }): Promise<StoredCloseRow[]> {
      const rows = await sql(`SELECT * FROM "CloseRow" WHERE "closeId" = $1 AND "ordinal" > $2 ORDER BY "ordinal" LIMIT $3`, [
        closeId,
        page.after,
        page.limit,
      ]);
      return rows.map((row) => closeRowSchema.parse(row));
    },
    outcomes: (closeId: string): Promise<CloseOutcome[]> => outcomesOfClose(sql, closeId),
    notableRows: (closeId: string, limit: number): Promise<StoredCloseRow[]> => notableRowsOfClose(sql, closeId, limit),
    async insertPostings(closeId: string, postings: readonly Posting[]): Promise<void> {
      await sql(
        `INSERT INTO "ClosePosting" ("closeId","ordinal","kind","currency","minor","account","reference")
         SELECT $1, o - 1, k, c, m, a, r FROM unnest($2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[]) WITH ORDINALITY AS p(k, c, m, a, r, o)`,
        [closeId, postings.map(({ kind }) => kind), postings.map(({ currency }) => currency), postings.map(({ minor }) => minor),
          postings.map(({ account }) => account), postings.map(({ reference }) => reference)],
      ); // biome-ignore format: columns and values side by side
    },
    async postings(closeId: string): Promise<Posting[]> {
      return (await sql(`SELECT * FROM "ClosePosting" WHERE "closeId" = $1 ORDER BY "ordinal"`, [closeId])).map((row) =>
        postingRow.parse(row),
      );
    },
    /** What all closes that count have posted, of days until `last` where one is named. */
    async posted(accountId: string, last: string | null = null): Promise<Posting[]> {
      const rows = await sql(
        `WITH ${EFFECTIVE} SELECT p."kind", p."currency", sum(p."minor")::bigint AS "minor", p."account", p."reference" FROM effective x
         JOIN "ClosePosting" p ON p."closeId" = x."id" WHERE $2::date IS NULL OR x."settleDay" <= $2 GROUP BY p."kind", p."currency", p."account", p."reference" ORDER BY 1, 2, 5`,
        [accountId, last],
      );
      return rows.map((row) => postingRow.parse(row));
    },
    async insertReopening(reopening: { proposalId: string; accountId: string; settleDay: string; version: number }): Promise<void> {
      await sql(`INSERT INTO "DayReopening" ("proposalId","accountId","settleDay","version") VALUES ($1,$2,$3,$4)`, [
        reopening.proposalId,
        reopening.accountId,
        reopening.settleDay,
        reopening.version,
      ]);
    },
  };
}
