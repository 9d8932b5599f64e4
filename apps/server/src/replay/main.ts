import { parseArgs } from "node:util";
import { connect } from "@tillbook/db/client";
import { migrate, startTemporaryDatabase } from "@tillbook/db/embedded";
import { awaitExternal, UnusableDatabase } from "@tillbook/db/external";
import { BadCase, findCases } from "./case-files.ts";
import { type Played, replayCase } from "./replay-case.ts";

const USAGE = "npm run replay -- DIR [--out DIR]   (DIR: a case folder, or a folder of case folders)";

type Counts = { passed: number; failed: number };

/** Replays case folders through the product's own verbs. Exits 0 when every step passes, 1 when one does not, 2 when there is nothing to replay. */
async function main(counts: Counts): Promise<number> {
  const asked = readArguments();
  const dirs = await findCases(asked.dir);
  const database = await openDatabase();
  const db = connect(database.url, { onError: (error) => console.error(error.message) });
  let isInterrupted = false;
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => (isInterrupted = true)); // so that our own server is not left behind
  try {
    for (const dir of dirs) {
      for await (const played of replayCase(db, dir, asked.out)) {
        console.log(lineOf(played));
        counts[played.faults.length === 0 ? "passed" : "failed"] += 1;
        if (isInterrupted) return 1;
      }
    }
  } finally {
    await db.close();
    await database.stop();
  }
  return counts.failed === 0 ? 0 : 1;
}

function readArguments(): { dir: string; out: string | null } {
  try {
    const { positionals, values } = parseArgs({ allowPositionals: true, options: { out: { type: "string" } } });
    const [dir, ...more] = positionals;
    if (dir !== undefined && more.length === 0) return { dir, out: values.out ?? null };
  } catch (error) {
    throw new BadCase(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
  throw new BadCase(USAGE);
}

/** The server that `DATABASE_URL` names, or a PostgreSQL of our own that is gone afterwards. */
async function openDatabase(): Promise<{ url: string; stop(): Promise<void> }> {
  // oxlint-disable-next-line node/no-process-env -- a command of its own, with this one setting
  const given = process.env["DATABASE_URL"];
  if (!given) return startTemporaryDatabase();
  await awaitExternal(given, { patienceSeconds: 5 });
  await migrate(given);
  return { url: given, stop: () => Promise.resolve() };
}

function lineOf({ caseId, step, action, faults }: Played): string {
  const head = `${faults.length === 0 ? "pass" : "FAIL"} ${caseId} ${step} ${action}`;
  return [head, ...faults.map((fault) => `     ${fault}`)].join("\n");
}

const counts: Counts = { passed: 0, failed: 0 };
try {
  process.exitCode = await main(counts);
} catch (error) {
  if (!(error instanceof BadCase) && !(error instanceof UnusableDatabase)) throw error;
  console.error(error.message);
  process.exitCode = 2;
} finally {
  console.log(`${counts.passed} passed, ${counts.failed} failed`); // the last line, whatever happened
}
