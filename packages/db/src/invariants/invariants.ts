import { z } from "zod";
import type { Database } from "../client/database.ts";
import type { Sql } from "../client/sql.ts";
import { PROMISES } from "./promises.ts";
import { RECONCILIATION_PROMISES } from "./reconciliation-promises.ts";

const brokenInvariant = z.object({ name: z.string(), ids: z.array(z.string()) });
/** A promise about money that the books do not keep, with the rows that break it, twenty at most. */
export type BrokenInvariant = z.infer<typeof brokenInvariant>;

const idRow = z.object({ id: z.string() });

/** Checks every promise, as the statements of `sql` see the books. Empty when all hold. */
export async function brokenInvariants(sql: Sql): Promise<BrokenInvariant[]> {
  const broken: BrokenInvariant[] = [];
  for (const [name, statement] of [...Object.entries(PROMISES), ...Object.entries(RECONCILIATION_PROMISES)]) {
    const rows = await sql(`SELECT "id" FROM (${statement}) broken ORDER BY 1 LIMIT 20`);
    if (rows.length > 0) broken.push({ name, ids: rows.map((row) => idRow.parse(row).id) });
  }
  return broken;
}

/** As {@link brokenInvariants}, of large books too: each look may take its time. */
export function brokenInBooks(db: Database): Promise<BrokenInvariant[]> {
  return db.unitOfWork(({ sql }) => brokenInvariants(sql), { bulk: true });
}

const checkRow = z.object({ checkedAt: z.date(), broken: z.array(brokenInvariant) });
/** What a look at all promises found, and when. */
export type BooksCheck = z.infer<typeof checkRow>;

/** Writes down what was found. */
export async function keepCheck(sql: Sql, { checkedAt, broken }: BooksCheck): Promise<void> {
  await sql(`INSERT INTO "BooksCheck" ("checkedAt", "broken") VALUES ($1, $2::jsonb)`, [checkedAt, JSON.stringify(broken)]);
}

/** When the first account was opened; null while there is none. */
export async function booksBegan(sql: Sql): Promise<Date | null> {
  const [row] = await sql<{ at: Date | null }>(`SELECT min("createdAt") AS "at" FROM "MerchantAccount"`);
  return row?.at ?? null;
}

/** The newest look; null when nobody has looked yet. */
export async function lastCheck(sql: Sql): Promise<BooksCheck | null> {
  const [row] = await sql(`SELECT "checkedAt", "broken" FROM "BooksCheck" ORDER BY "id" DESC LIMIT 1`);
  return row ? checkRow.parse(row) : null;
}
