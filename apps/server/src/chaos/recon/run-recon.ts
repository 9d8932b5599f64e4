import { connect } from "@tillbook/db/client";
import { startTemporaryDatabase } from "@tillbook/db/embedded";
import { runReconKills } from "./kills.ts";
import { runLaws } from "./laws.ts";
import { compareHashes, type HashReport } from "./same-hash.ts";

/** Figures of the suite of reconciliation, as they are printed. */
export type ReconFigures = {
  /** Random books, and the faults planted in them, each of which must be found. */
  books: number;
  plantedFaults: number;
  /** Random days that must come out the same in whatever order, form and zone they arrive. */
  daysHashed: number;
  /** Points of import and run at which something was killed, full or cut, and how often. */
  reconPoints: number;
  reconCases: number;
  reconFailures: number;
};

export const NO_RECON_FIGURES: ReconFigures = {
  books: 0,
  plantedFaults: 0,
  daysHashed: 0,
  reconPoints: 0,
  reconCases: 0,
  reconFailures: 0,
};

const DAYS_HASHED = 15;
const ZONES = ["UTC", "Asia/Shanghai", "America/Los_Angeles"];

/** Plants faults in random books, lets days arrive in every way, and strikes imports and runs at all of their points. */
export async function runRecon(asked: { seed: number; books: number }, tell: (line: string) => void): Promise<ReconFigures> {
  const laws = runLaws(asked);
  tell(`${laws.planted} faults of ${laws.kinds} kinds in ${laws.books} books`);
  const hashes = await sameHashes(asked.seed);
  tell(`${hashes.days} days that arrive in ${hashes.ways} ways, ${hashes.failures.length} other results`);
  const kills = await runReconKills(tell);
  const failures = [...laws.failures, ...hashes.failures, ...kills.failures];
  for (const failure of failures) tell(failure);
  return {
    books: laws.books,
    plantedFaults: laws.planted,
    daysHashed: hashes.days,
    reconPoints: kills.points,
    reconCases: kills.cases,
    reconFailures: failures.length,
  };
}

async function sameHashes(seed: number): Promise<HashReport> {
  const database = await startTemporaryDatabase();
  const db = connect(database.url, { onError: () => undefined });
  try {
    return await compareHashes(db, { databaseUrl: database.url, seed, days: DAYS_HASHED, zones: ZONES });
  } finally {
    await db.close();
    await database.stop();
  }
}
