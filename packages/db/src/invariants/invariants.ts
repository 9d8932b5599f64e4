import { z } from "zod";
import type { Sql } from "../client/sql.ts";
import { PROMISES } from "./promises.ts";

/** A promise about money that the books do not keep, with the rows that break it. */
export type BrokenInvariant = { name: string; ids: string[] };

const idRow = z.object({ id: z.string() });

/** Checks every promise in the whole database. Empty when all hold. */
export async function brokenInvariants(sql: Sql): Promise<BrokenInvariant[]> {
  const broken: BrokenInvariant[] = [];
  for (const [name, statement] of Object.entries(PROMISES)) {
    const rows = await sql(`${statement} LIMIT 20`);
    if (rows.length > 0) broken.push({ name, ids: rows.map((row) => idRow.parse(row).id) });
  }
  return broken;
}
