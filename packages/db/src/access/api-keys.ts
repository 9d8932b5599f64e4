import { type Scope, scopeSchema } from "@tillbook/domain/staff";
import { z } from "zod";
import type { Sql } from "../client/sql.ts";

const keyRow = z.object({
  id: z.string(),
  accountId: z.string(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(scopeSchema),
  createdBy: z.string(),
  createdAt: z.date(),
  expiresAt: z.date().nullable(),
  lastUsedAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
  revokedBy: z.string().nullable(),
});

/** An API key as it is kept: what opens with it, never the key itself. */
export type ApiKey = Omit<z.infer<typeof keyRow>, "scopes"> & { readonly scopes: readonly Scope[] };
export type NewApiKey = Omit<ApiKey, "lastUsedAt" | "revokedAt" | "revokedBy"> & { readonly hash: string };

/** `lastUsedAt` is written no more often than this. */
const USED_GRAIN_MS = 60_000;

export type ApiKeys = ReturnType<typeof apiKeysOn>;

export function apiKeysOn(sql: Sql) {
  const one = (rows: unknown[]): ApiKey | null => (rows[0] ? keyRow.parse(rows[0]) : null);
  return {
    /** Keeps a new key; one with the same hash is left as it is. */
    async insert(key: NewApiKey): Promise<void> {
      await sql(
        `INSERT INTO "ApiKey" ("id","accountId","name","prefix","hash","scopes","createdBy","createdAt","expiresAt")
         VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9) ON CONFLICT ("hash") DO NOTHING`,
        [key.id, key.accountId, key.name, key.prefix, key.hash, [...key.scopes], key.createdBy, key.createdAt, key.expiresAt],
      );
    },
    /** Found by the digest of all 256 bits, so that how long the search takes tells nothing of any other key. */
    async byHash(hash: string): Promise<ApiKey | null> {
      return one(await sql(`SELECT * FROM "ApiKey" WHERE "hash" = $1`, [hash]));
    },
    async byId(accountId: string, id: string): Promise<ApiKey | null> {
      return one(await sql(`SELECT * FROM "ApiKey" WHERE "accountId" = $1 AND "id" = $2`, [accountId, id]));
    },
    /** An account's keys, newest first, ended ones too. */
    async ofAccount(accountId: string): Promise<ApiKey[]> {
      const rows = await sql(`SELECT * FROM "ApiKey" WHERE "accountId" = $1 ORDER BY "createdAt" DESC, "id" DESC LIMIT 500`, [accountId]);
      return rows.map((row) => keyRow.parse(row));
    },
    /** Ends a key; false when there is none that still stands. */
    async revoke(accountId: string, id: string, by: string, at: Date): Promise<boolean> {
      const ended = await sql(
        `UPDATE "ApiKey" SET "revokedAt" = $4, "revokedBy" = $3 WHERE "accountId" = $1 AND "id" = $2 AND "revokedAt" IS NULL RETURNING "id"`,
        [accountId, id, by, at],
      );
      return ended.length === 1;
    },
    /** Notes that a key was used, to the minute. */
    async used(key: Pick<ApiKey, "id" | "lastUsedAt">, at: Date): Promise<void> {
      if (key.lastUsedAt !== null && at.getTime() - key.lastUsedAt.getTime() < USED_GRAIN_MS) return;
      await sql(`UPDATE "ApiKey" SET "lastUsedAt" = $2 WHERE "id" = $1`, [key.id, at]);
    },
  };
}
