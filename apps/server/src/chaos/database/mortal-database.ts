import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort, migrate, startEmbedded } from "@tillbook/db/embedded";
import pg from "pg";

/** A PostgreSQL that keeps what it committed, and can be brought down in the worst ways. */
export type MortalDatabase = {
  readonly url: string;
  /** Everybody's connections are cut; the server goes on. */
  cutAll(): Promise<void>;
  /** Stops at once, as with the power, and comes back: what was committed is there. */
  crash(signal: "SIGQUIT" | "SIGKILL"): Promise<void>;
  stop(): Promise<void>;
};

export async function startMortalDatabase(): Promise<MortalDatabase> {
  const dir = mkdtempSync(path.join(tmpdir(), "tillbook-mortal-"));
  const port = await freePort();
  let server = await startEmbedded({ dir: path.join(dir, "data"), port });
  await migrate(server.url);
  return {
    url: server.url,
    async cutAll() {
      const client = new pg.Client(server.url.replace(/[^/]*$/, "postgres"));
      await client.connect();
      await client.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'",
      );
      await client.end();
    },
    async crash(signal) {
      process.kill(postmasterOf(path.join(dir, "data")), signal);
      await server.ended;
      server = await startAgain(path.join(dir, "data"), port);
    },
    async stop() {
      await server.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function postmasterOf(dataFolder: string): number {
  return Number(readFileSync(path.join(dataFolder, "postmaster.pid"), "utf8").split("\n")[0]);
}

/** Children of a killed postmaster hold its shared memory for a moment: until they are gone, no new one starts. */
async function startAgain(dir: string, port: number): ReturnType<typeof startEmbedded> {
  for (let tries = 1; ; tries++) {
    try {
      return await startEmbedded({ dir, port });
    } catch (error) {
      if (tries >= 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
