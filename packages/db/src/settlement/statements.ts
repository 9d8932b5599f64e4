import type { KnownFile } from "@tillbook/domain/settlement";
import { z } from "zod";
import { exactJson } from "../client/rows.ts";
import type { Sql } from "../client/sql.ts";
import { type LineWriter, lineWriter } from "./copy-lines.ts";
import { copyParts } from "./copy-parts.ts";
import { lineDigest, lineFields } from "./line-fields.ts";
import { type Part, unpacked } from "./packed-part.ts";
import { type ConcludedFile, type ReceivedFile, type StoredFile, storedFileSchema, totalsJson } from "./rows.ts";

const SELECT = `SELECT f.*, b."name" AS "becauseOfName" FROM "StatementFile" f LEFT JOIN "StatementFile" b ON b."id" = f."becauseOfId"`;
const TAKES_PART = `"status" IN ('ACTIVE', 'ACTIVE_LATE')`;
const versionLine = lineFields.extend({ fileId: z.uuid(), fileName: z.string() });
/** A row of one version of a batch. */
export type StoredVersionLine = z.infer<typeof versionLine> & { readonly digest: string };
const knownFile = z.object({ id: z.uuid(), name: z.string() });

export type Statements = ReturnType<typeof statementsOn>;

export function statementsOn(sql: Sql) {
  const known = (rows: unknown[]): KnownFile | null => (rows[0] ? knownFile.parse(rows[0]) : null);
  const many = (rows: unknown[]): StoredFile[] => rows.map((row) => storedFileSchema.parse(row));
  return {
    /** One import of an account at a time, until the transaction ends: two uploads of one file must not both be the first. */
    async lockImports(accountId: string): Promise<void> {
      await sql(`SELECT pg_advisory_xact_lock(hashtextextended('statement import ' || $1, 0))`, [accountId]);
    },
    async byRawDigest(accountId: string, rawSha256: string): Promise<StoredFile | null> {
      return (
        many(
          await sql(`${SELECT} WHERE f."accountId" = $1 AND f."rawSha256" = $2 AND f."status" <> 'RECEIVED'`, [accountId, rawSha256]),
        )[0] ?? null
      );
    },
    async byId(accountId: string, id: string): Promise<StoredFile | null> {
      return many(await sql(`${SELECT} WHERE f."accountId" = $1 AND f."id" = $2 AND f."status" <> 'RECEIVED'`, [accountId, id]))[0] ?? null;
    },
    /** Newest first; those `after` the last one of the page before. */
    async list(accountId: string, limit: number, after: { at: Date; id: string } | null = null): Promise<StoredFile[]> {
      const beyond = after === null ? "" : `AND (f."receivedAt", f."id") < ($3, $4)`;
      return many(
        await sql(
          `${SELECT} WHERE f."accountId" = $1 AND f."status" <> 'RECEIVED' ${beyond} ORDER BY f."receivedAt" DESC, f."id" DESC LIMIT $2`,
          [accountId, limit, ...(after === null ? [] : [after.at, after.id])],
        ),
      );
    },
    /** Files that speak about a settlement day, whether they take part or not, oldest first. */
    async ofDay(accountId: string, settleDay: string): Promise<StoredFile[]> {
      return many(
        await sql(
          `${SELECT} WHERE f."accountId" = $1 AND f."days" @> ARRAY[$2] AND f."status" <> 'RECEIVED' ORDER BY f."receivedAt", f."id"`,
          [accountId, settleDay],
        ),
      );
    },
    /** The file with this content that takes part. */
    async activeWithContent(accountId: string, contentHash: string): Promise<KnownFile | null> {
      return known(
        await sql(`SELECT "id", "name" FROM "StatementFile" WHERE "accountId" = $1 AND "contentHash" = $2 AND ${TAKES_PART}`, [
          accountId,
          contentHash,
        ]),
      );
    },
    /** The first file taking part that has one of these batch numbers. */
    async activeWithBatch(accountId: string, batches: readonly string[]): Promise<KnownFile | null> {
      return known(
        await sql(
          `SELECT "id", "name" FROM "StatementFile" WHERE "accountId" = $1 AND "batches" && $2 AND ${TAKES_PART} ORDER BY "receivedAt", "id" LIMIT 1`,
          [accountId, batches],
        ),
      );
    },
    /** All files taking part that have one of these batch numbers, oldest first. */
    async activeWithBatches(accountId: string, batches: readonly string[]): Promise<StoredFile[]> {
      return many(
        await sql(
          `${SELECT} WHERE f."accountId" = $1 AND f."batches" && $2 AND f."status" IN ('ACTIVE', 'ACTIVE_LATE') ORDER BY f."receivedAt", f."id"`,
          [accountId, [...batches]],
        ),
      );
    },
    /** All rows of these files. */
    async versionLines(fileIds: readonly string[]): Promise<StoredVersionLine[]> {
      const rows = await sql(
        `SELECT l.*, f."name" AS "fileName" FROM "StatementLine" l JOIN "StatementFile" f ON f."id" = l."fileId"
         WHERE l."fileId" = ANY($1) ORDER BY f."receivedAt", l."fileId", l."lineNo"`,
        [[...fileIds]],
      );
      return rows.map((row) => {
        const line = versionLine.parse(row);
        return { ...line, digest: lineDigest(line) };
      });
    },
    /** Gives a file another standing. Throws when it has left the one that was expected. */
    async move(file: Pick<StoredFile, "id" | "status">, to: { status: string; becauseOfId: string | null }): Promise<void> {
      const rows = await sql(
        `UPDATE "StatementFile" SET "status" = $3, "becauseOfId" = $4 WHERE "id" = $1 AND "status" = $2 RETURNING "id"`,
        [file.id, file.status, to.status, to.becauseOfId],
      );
      if (rows.length !== 1) throw new Error(`statement ${file.id} is not ${file.status} any more`);
    },
    async insertReceived(file: ReceivedFile): Promise<void> {
      await sql(
        `INSERT INTO "StatementFile" ("id","accountId","name","receivedAt","receivedBy","size","rawSha256","status","days","batches")
         VALUES ($1,$2,$3,$4,$5,$6,$7,'RECEIVED','{}','{}')`,
        [file.id, file.accountId, file.name, file.receivedAt, file.receivedBy, file.size, file.rawSha256],
      );
    },
    /** Keeps the bytes as received. Only in a unit of work for many rows. */
    keepParts: (fileId: string, pieces: AsyncIterable<Uint8Array>): Promise<void> => copyParts(sql, fileId, pieces),
    /** Only in a unit of work for many rows. */
    lineWriter: (accountId: string, fileId: string): LineWriter => lineWriter(sql, accountId, fileId),
    /** From here on, what happened may be taken back with `undoTo` without giving up the transaction. */
    async mark(point: "received" | "lines"): Promise<void> {
      await sql(`SAVEPOINT "${point}"`);
    },
    async undoTo(point: "received" | "lines"): Promise<void> {
      await sql(`ROLLBACK TO SAVEPOINT "${point}"`);
    },
    /** Ends the reading of a file: what it says, and where it stands. Throws when it was concluded before. */
    async conclude(file: ConcludedFile): Promise<void> {
      const rows = await sql(
        `UPDATE "StatementFile" SET "contentHash" = $2, "profile" = $3, "profileVersion" = $4, "encoding" = $5, "delimiter" = $6, "status" = $7, "reason" = $8,
           "becauseOfId" = $9, "lineCount" = $10, "controlTotals" = $11, "totals" = $12, "failedRows" = $13, "failedRowCount" = $14, "days" = $15, "batches" = $16,
           "payouts" = $17, "content" = $18, "container" = $19, "tableName" = $20, "mapping" = $21, "signature" = $22, "namedTotals" = $23, "part" = $24, "rowsHash" = $25
         WHERE "id" = $1 AND "status" = 'RECEIVED' RETURNING "id"`,
        [file.id, file.contentHash, file.profile, file.profileVersion, file.encoding, file.delimiter, file.status, file.reason, file.becauseOf?.id ?? null,
          file.lineCount, file.controlTotals, totalsJson(file.totals), JSON.stringify(file.failedRows), file.failedRowCount, file.days, file.batches,
          exactJson(file.payouts), file.content, file.container, file.tableName, file.mapping, file.signature, JSON.stringify(file.namedTotals),
          file.part && exactJson(file.part), file.rowsHash],
      ); // biome-ignore format: columns and values side by side
      if (rows.length !== 1) throw new Error(`statement ${file.id} was concluded already`);
    },
    /** The bytes as received, piece by piece. */
    async *bytesOf(fileId: string): AsyncGenerator<Uint8Array> {
      for (let seq = 0; ; seq += 1) {
        const [part] = await sql<Part>(`SELECT "bytes", "packing" FROM "StatementPart" WHERE "fileId" = $1 AND "seq" = $2`, [fileId, seq]);
        if (!part) return;
        yield unpacked(part);
      }
    },
  };
}
