import { foldTakings as fold } from "@tillbook/db/insights";
import type { Context } from "../context/index.ts";

const BATCH = 2_000;

/**
 * Takes the changes of takings since the last round into the kept totals, of every account. Figures are right before it as after
 * it; it only keeps them quick to read.
 * @returns whether there may be more
 */
export async function foldTakings(system: Pick<Context, "db">): Promise<boolean> {
  return (await fold(system.db.read.sql, BATCH)) === BATCH;
}
