import { z } from "zod";
import type { Sql } from "../client/sql.ts";

const row = z.object({ id: z.uuid(), name: z.string(), size: z.int() });
/** A file that speaks for what somebody decided. Size in bytes. */
export type StoredEvidenceFile = z.infer<typeof row>;
const withBytes = row.extend({ mediaType: z.string(), bytes: z.instanceof(Buffer) });

export type EvidenceToKeep = StoredEvidenceFile & {
  readonly accountId: string;
  readonly mediaType: string;
  readonly sha256: string;
  readonly bytes: Uint8Array;
  readonly addedBy: string;
  readonly addedAt: Date;
};

export type EvidenceFiles = ReturnType<typeof evidenceFilesOn>;

export function evidenceFilesOn(sql: Sql) {
  return {
    /** Keeps a file, once under its name. Answers the id that it is known by, and whether it is new. */
    async keep(file: EvidenceToKeep): Promise<{ id: string; isNew: boolean }> {
      const { id, accountId, name, mediaType, size, sha256, bytes, addedBy, addedAt } = file;
      const rows = await sql<{ id: string }>(
        `INSERT INTO "EvidenceFile" ("id","accountId","name","mediaType","size","sha256","bytes","addedBy","addedAt") VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9)
         ON CONFLICT ("accountId","sha256","name") DO NOTHING RETURNING "id"`,
        [id, accountId, name, mediaType, size, sha256, bytes, addedBy, addedAt],
      );
      if (rows.length > 0) return { id, isNew: true };
      const [known] = await sql<{ id: string }>(
        `SELECT "id" FROM "EvidenceFile" WHERE "accountId" = $1 AND "sha256" = $2 AND "name" = $3`,
        [accountId, sha256, name],
      );
      return { id: known?.id ?? id, isNew: false };
    },
    /** How many of these the account has. */
    async countOf(accountId: string, ids: readonly string[]): Promise<number> {
      if (ids.length === 0) return 0;
      const [row] = await sql<{ count: number }>(
        `SELECT count(*)::int AS "count" FROM "EvidenceFile" WHERE "accountId" = $1 AND "id" = ANY($2::uuid[])`,
        [accountId, [...ids]],
      );
      return row?.count ?? 0;
    },
    async read(accountId: string, id: string): Promise<z.infer<typeof withBytes> | null> {
      const rows = await sql(`SELECT "id", "name", "size", "mediaType", "bytes" FROM "EvidenceFile" WHERE "accountId" = $1 AND "id" = $2`, [
        accountId,
        id,
      ]);
      return rows[0] ? withBytes.parse(rows[0]) : null;
    },
  };
}
