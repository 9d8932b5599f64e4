import { createRequire } from "node:module";
import path from "node:path";
import { startEmbedded } from "@tillbook/db/embedded";
import { awaitExternal } from "@tillbook/db/external";
import { openLog, startChild } from "./child.ts";
import type { DataFolder } from "./data-folder.ts";
import type { House } from "./house.ts";
import type { Settings } from "./settings.ts";

const EXTERNAL_PATIENCE_SECONDS = 15;

/** Brings up the database, or waits for the one that was named, and applies the migrations. Answers its connection string. */
export async function bringUpDatabase(settings: Settings, data: DataFolder, house: House): Promise<string> {
  const url = settings.databaseUrl ?? (await bringUpEmbedded(data, house));
  if (settings.databaseUrl) await awaitExternal(url, { patienceSeconds: EXTERNAL_PATIENCE_SECONDS, signal: house.signal });
  await migrate(url, data, house);
  return url;
}

async function bringUpEmbedded(data: DataFolder, house: House): Promise<string> {
  const log = openLog(path.join(data.logs, "database.log"));
  const server = await startEmbedded({ dir: data.postgres, onLog: (text) => log.write(text) });
  const ended = server.ended.then((words) => `The database ended: ${words.trim()}`);
  house.add({ name: "database", ended, stop: () => server.stop() });
  return server.url;
}

async function migrate(url: string, data: DataFolder, house: House): Promise<void> {
  const cli = createRequire(import.meta.url).resolve("prisma/build/index.js");
  const child = startChild({
    name: "migrations",
    args: [cli, "migrate", "deploy"],
    env: { ...process.env, DATABASE_URL: url },
    logDir: data.logs,
  });
  const stop = (): void => void child.stop();
  house.signal.addEventListener("abort", stop);
  const code = await child.code;
  house.signal.removeEventListener("abort", stop);
  if (code !== 0) throw new Error(`The database could not be migrated. ${await child.ended}`);
}
