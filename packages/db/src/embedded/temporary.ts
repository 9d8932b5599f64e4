import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { startEmbedded } from "./embedded.ts";

const root = path.join(import.meta.dirname, "../../../..");

/** An empty, migrated database of its own in a temporary folder, gone with `stop`. For tests, replays and rehearsals. */
export async function startTemporaryDatabase(name = "tillbook"): Promise<{ url: string; stop(): Promise<void> }> {
  const server = await startEmbedded({ dir: mkdtempSync(path.join(tmpdir(), "tillbook-db-")), database: name, ephemeral: true });
  try {
    await migrate(server.url);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url: server.url, stop: () => server.stop() };
}

/** Brings a database up to the newest migration with Prisma's own command. Several at once are safe: Prisma takes a lock. */
export async function migrate(databaseUrl: string): Promise<void> {
  await promisify(execFile)(path.join(root, "node_modules/.bin/prisma"), ["migrate", "deploy"], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: databaseUrl, CHECKPOINT_DISABLE: "1" },
  });
}
