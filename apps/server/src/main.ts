import path from "node:path";
import { alone, type Clock } from "@tillbook/api/context";
import type { SealedAccount } from "@tillbook/db/accounts";
import { connect, type Database } from "@tillbook/db/client";
import { removeLeftBehind } from "@tillbook/qfpay/statements";
import pino from "pino";
import { createApart } from "./apart/index.ts";
import { buildApp } from "./app.ts";
import { createAuth } from "./auth/index.ts";
import { listenForChanges } from "./changes.ts";
import { createContexts } from "./contexts.ts";
import type { Contexts, Deps } from "./deps.ts";
import { readSettings, type Settings } from "./env.ts";
import { startJobs } from "./jobs/index.ts";
import { seed } from "./seed/index.ts";
import { createVault } from "./vault/index.ts";
import { keepWatching, type WatchedFolder, watchedFolder } from "./watched-folder/index.ts";

const systemClock = { now: () => new Date() };

/** Builds the real things, listens, works the queue, and takes all of it down again in order. */
async function main(settings: Settings): Promise<void> {
  const log = pino(
    { level: settings.LOG_LEVEL, base: { app: "server" }, redact: ["*.clientKey", "*.openid", "*.authorization", "*.cookie"] },
    pino.destination(2),
  );
  const chaos =
    settings.CHAOS === undefined ? undefined : (await import("./chaos/instruments/index.ts")).startChaos(settings.CHAOS, settings);
  const clock = chaos?.clock ?? systemClock;
  const connected = connect(settings.DATABASE_URL, {
    onError: (error) => log.warn({ err: error }, "a database connection broke"),
    patience: chaos?.patience,
  });
  const db = chaos?.database(connected) ?? connected;
  const auth = createAuth({ db, secret: settings.TILLBOOK_SECRET, publicUrl: settings.PUBLIC_URL });
  const vault = createVault(settings.TILLBOOK_SECRET);
  await seed({ db, auth, vault, settings, now: clock.now() });
  const changes = await listenForChanges(db);
  await alone(log, { left: "imports" }, async () => {
    const removed = await removeLeftBehind(systemClock.now()); // files carry the machine's time
    if (removed > 0) log.info({ removed }, "removed what killed imports had left behind");
  });
  const folder = folderOf(settings, () => contexts, db.read);
  const deps: Deps = {
    db,
    auth,
    vault,
    clock,
    changes,
    log,
    publicUrl: settings.PUBLIC_URL,
    phoneUrl: settings.PHONE_URL ?? null,
    pagesPerMinute: 120,
    webhookReach: settings.WEBHOOK_REACH,
    adminDir: settings.ADMIN_DIR === undefined ? null : path.resolve(settings.ADMIN_DIR),
    watchedFolderOf: readingsOf(folder, settings, clock),
    apart: createApart({ databaseUrl: settings.DATABASE_URL, log }),
    ...chaos?.deps,
  };
  const contexts: Contexts = createContexts(deps);
  const app = await buildApp(deps, contexts);
  const jobs = await startJobs(deps, contexts, settings.DATABASE_URL);
  const watching = folder && keepWatching(folder, log);
  await app.listen({ port: settings.PORT, host: settings.HOST });
  console.log(`listening ${settings.PUBLIC_URL}`);

  let stopping = false;
  async function stop(): Promise<void> {
    if (stopping) return;
    stopping = true;
    await changes.stop();
    await app.close();
    await watching?.stop();
    await jobs.stop();
    await db.close();
    process.exit(0);
  }
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop());
}

/** The folder of the settings, for the account of the settings; null where none is set. */
function folderOf(settings: Settings, contextsOf: () => Contexts, { accounts }: Database["read"]): WatchedFolder | null {
  if (settings.WATCHED_FOLDER === undefined) return null;
  return watchedFolder(path.resolve(settings.WATCHED_FOLDER), async () => {
    const account = await accounts.byAppCode(settings.QFPAY_APP_CODE, settings.QFPAY_MCHID ?? null);
    if (!account) throw new Error("the watched folder has no account");
    return contextsOf().from(account, { kind: "system", name: "folder" });
  });
}

/** Tells how the folder stands, to the account that it is for. */
function readingsOf(folder: WatchedFolder | null, settings: Settings, clock: Clock): Deps["watchedFolderOf"] {
  const isOwn = ({ appCode, mchid }: SealedAccount): boolean =>
    appCode === settings.QFPAY_APP_CODE && mchid === (settings.QFPAY_MCHID ?? null);
  return folder === null ? undefined : (account) => (isOwn(account) ? () => folder.reading(performance.now(), clock.now()) : null);
}

try {
  await main(readSettings());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
