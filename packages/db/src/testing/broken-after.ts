import { expect } from "vitest";
import type { Database, Sql } from "../client/index.ts";
import { type BrokenInvariant, brokenInvariants } from "../invariants/index.ts";

/** What a look at all promises finds after something was done behind the back of the books' own triggers; nothing of it stays. */
export async function brokenAfter(db: Database, breaking: (sql: Sql) => Promise<unknown>): Promise<BrokenInvariant[]> {
  let found: BrokenInvariant[] = [];
  const undo = new Error("undone");
  const work = db.unitOfWork(async ({ sql }) => {
    await sql("SET LOCAL session_replication_role = replica");
    await breaking(sql);
    found = await brokenInvariants(sql);
    throw undo;
  });
  await expect(work).rejects.toBe(undo);
  return found;
}
