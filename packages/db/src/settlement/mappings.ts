import { type ColumnMapping, mappingJsonSchema } from "@tillbook/domain/settlement";
import { z } from "zod";
import type { Sql } from "../client/sql.ts";

const mappingRow = z.object({
  id: z.uuid(),
  signature: z.string(),
  version: z.int(),
  name: z.string(),
  mapping: mappingJsonSchema,
  savedBy: z.string(),
  savedAt: z.date(),
});
/** A saved mapping, under the signature of the header it was made for. */
export type StoredMapping = z.infer<typeof mappingRow>;

export type Mappings = ReturnType<typeof mappingsOn>;

export function mappingsOn(sql: Sql) {
  return {
    /** The newest version of every header that people have mapped, by name. */
    async newest(accountId: string): Promise<StoredMapping[]> {
      const rows = await sql(
        `SELECT * FROM (SELECT DISTINCT ON ("signature") * FROM "StatementMapping" WHERE "accountId" = $1 ORDER BY "signature", "version" DESC) m ORDER BY "name", "id"`,
        [accountId],
      );
      return rows.map((row) => mappingRow.parse(row));
    },
    /** Keeps the next version for a header. Answers its number. */
    async insert(told: {
      id: string;
      accountId: string;
      signature: string;
      mapping: ColumnMapping;
      savedBy: string;
      savedAt: Date;
    }): Promise<number> {
      const { id, accountId, signature, mapping, savedBy, savedAt } = told;
      const [row] = await sql<{ version: number }>(
        `INSERT INTO "StatementMapping" ("id","accountId","signature","version","name","mapping","savedBy","savedAt")
         SELECT $1, $2, $3, v, $4, jsonb_set($5::jsonb, '{version}', to_jsonb(v)), $6, $7
         FROM (SELECT coalesce(max("version"), 0) + 1 AS v FROM "StatementMapping" WHERE "accountId" = $2 AND "signature" = $3) n RETURNING "version"`,
        [id, accountId, signature, mapping.name, JSON.stringify(mapping), savedBy, savedAt],
      );
      return row?.version ?? 1;
    },
  };
}
