import { readFileSync } from "node:fs";
import pg from "pg";

/** Peaks of the database's own processes that serve the product, in MB; null where the system does not tell. */
export type DatabaseMemory = {
  /** All of them together, without what they share. */
  readonly ownMb: number | null;
  /** The largest one with all shared memory that it has touched. */
  readonly largestMb: number | null;
};

const EVERY_MS = 100;

/** Watches the processes of a database, on this machine only, until told to stop. */
export function watchDatabaseMemory(url: string): { stop(): Promise<DatabaseMemory> } {
  const client = new pg.Client(url);
  client.on("error", () => undefined); // the server may be stopped under it
  let own = 0;
  let largest = 0;
  const over = new AbortController();
  const look = async (): Promise<void> => {
    await client.connect();
    while (!over.signal.aborted) {
      const { rows } = await client.query<{ pid: number }>(
        `SELECT "pid" FROM pg_stat_activity WHERE datname = current_database() AND "pid" <> pg_backend_pid() AND "backend_type" IN ('client backend', 'parallel worker')`,
      );
      const seen = rows.flatMap(({ pid }) => memoryOf(pid) ?? []);
      own = Math.max(
        own,
        seen.reduce((sum, each) => sum + each.ownKb, 0),
      );
      largest = Math.max(largest, ...seen.map((each) => each.peakKb));
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
    await client.end();
  };
  const looking = look();
  return {
    async stop() {
      over.abort();
      await looking;
      return { ownMb: own > 0 ? own / 1_024 : null, largestMb: largest > 0 ? largest / 1_024 : null };
    },
  };
}

function memoryOf(pid: number): { ownKb: number; peakKb: number } | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const kb = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
    return { ownKb: kb("RssAnon"), peakKb: kb("VmHWM") };
  } catch {
    return null; // it has ended, or the system has no such folder
  }
}
