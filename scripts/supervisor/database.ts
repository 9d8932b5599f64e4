import path from "node:path";
import { migrate, startEmbedded } from "@tillbook/db/embedded";
import { awaitExternal } from "@tillbook/db/external";
import type { DataFolder } from "./data-folder.ts";
import type { House } from "./house.ts";
import { openLog } from "./log-file.ts";
import type { Settings } from "./settings.ts";

const EXTERNAL_PATIENCE_SECONDS = 15;

/** Brings up the database, or waits for the one that was named, and applies the migrations. Answers its connection string. */
export async function bringUpDatabase(settings: Settings, data: DataFolder, house: House): Promise<string> {
  const url = settings.databaseUrl ?? (await bringUpEmbedded(data, house));
  if (settings.databaseUrl) await awaitExternal(url, { patienceSeconds: EXTERNAL_PATIENCE_SECONDS, signal: house.signal });
  await migrated(url);
  return url;
}

async function bringUpEmbedded(data: DataFolder, house: House): Promise<string> {
  const log = openLog(path.join(data.logs, "database.log"));
  const server = await startEmbedded({ dir: data.postgres, onLog: (text) => log.write(text) });
  const ended = server.ended.then((words) => `The database ended: ${words.trim()}`);
  house.add({ name: "database", ended, stop: () => server.stop() });
  return server.url;
}

async function migrated(url: string): Promise<void> {
  try {
    await migrate(url);
  } catch (error) {
    throw new Error(`The database could not be migrated. ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
