import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startChild } from "./child.ts";
import type { DataFolder } from "./data-folder.ts";
import type { House } from "./house.ts";
import type { Settings } from "./settings.ts";
import type { RunningSimulator } from "./simulator.ts";

const HEALTH_PATIENCE_SECONDS = 60;

/** What the server needs beside the settings that are passed on as they are. */
export type ServerSurroundings = { databaseUrl: string; simulator: RunningSimulator | undefined };

/** Starts the server and waits until its health check answers 200. In development it restarts whenever a source changes. */
export async function bringUpServer(settings: Settings, around: ServerSurroundings, data: DataFolder, house: House): Promise<void> {
  const watch = settings.isDev ? ["--watch", "--watch-preserve-output"] : [];
  const child = startChild({
    name: "server",
    args: [...watch, process.env.STANDIN_SERVER ?? path.join(import.meta.dirname, "../../apps/server/src/main.ts")],
    env: { ...process.env, ...serverEnv(settings, around, data) },
    logDir: data.logs,
  });
  house.add(child);
  await child.line("listening ");
  await healthy(`http://127.0.0.1:${settings.port}/healthz`, house.signal);
}

function serverEnv(settings: Settings, { databaseUrl, simulator }: ServerSurroundings, data: DataFolder): Record<string, string> {
  return {
    PORT: String(settings.port),
    PUBLIC_URL: settings.publicUrl,
    DATA_DIR: settings.dataDir,
    DATABASE_URL: databaseUrl,
    TILLBOOK_SECRET: settings.secret ?? data.secret(),
    ...(settings.gateway.kind === "simulated" &&
      simulator && {
        QFPAY_API_BASE: simulator.base,
        QFPAY_REDIRECT_BASE: simulator.base,
        QFPAY_APP_CODE: settings.gateway.appCode,
        QFPAY_CLIENT_KEY: settings.gateway.clientKey,
        PHONE_URL: simulator.phoneUrl,
        SEED_DEMO: "1",
      }),
  };
}

async function healthy(url: string, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + HEALTH_PATIENCE_SECONDS * 1_000;
  while (!signal.aborted) {
    if ((await fetch(url).catch(() => undefined))?.status === 200) return;
    if (performance.now() > deadline)
      throw new Error(`The server does not become healthy: ${url} did not answer 200 within ${HEALTH_PATIENCE_SECONDS} s.`);
    await sleep(50);
  }
}
