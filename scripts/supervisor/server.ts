import path from "node:path";
import { startChild } from "./child.ts";
import type { DataFolder } from "./data-folder.ts";
import { untilHealthy } from "./health.ts";
import type { House } from "./house.ts";
import type { Settings } from "./settings.ts";
import type { RunningSimulator } from "./simulator.ts";

const root = path.join(import.meta.dirname, "../..");

/** What the server needs beside the settings that are passed on as they are. */
export type Surroundings = { publicUrl: string; databaseUrl: string; simulator: RunningSimulator | undefined };

/** Starts the server and waits until its health check answers 200. In development it restarts whenever a source changes. */
export async function bringUpServer(settings: Settings, around: Surroundings, data: DataFolder, house: House): Promise<void> {
  const watch = settings.isDev ? ["--watch", "--watch-preserve-output"] : [];
  const child = startChild({
    name: "server",
    args: [...watch, path.join(root, "apps/server/src/main.ts")],
    env: { ...process.env, ...serverEnv(settings, around, data) },
    logDir: data.logs,
  });
  house.add(child);
  await untilHealthy(`${settings.localUrl}/healthz`, child, house.signal);
}

function serverEnv(settings: Settings, around: Surroundings, data: DataFolder): Record<string, string> {
  return {
    PORT: String(settings.port),
    PUBLIC_URL: around.publicUrl,
    DATA_DIR: settings.dataDir,
    DATABASE_URL: around.databaseUrl,
    TILLBOOK_SECRET: settings.secret ?? data.secret(),
    ADMIN_DIR: settings.isDev ? "" : path.join(root, "apps/admin/dist"),
    ...simulatorEnv(settings, around.simulator, data),
  };
}

function simulatorEnv({ gateway }: Settings, simulator: RunningSimulator | undefined, data: DataFolder): Record<string, string> {
  if (gateway.kind === "given" || !simulator) return {};
  return {
    QFPAY_API_BASE: simulator.base,
    QFPAY_REDIRECT_BASE: simulator.base,
    QFPAY_APP_CODE: gateway.appCode,
    QFPAY_CLIENT_KEY: gateway.clientKey,
    PHONE_URL: simulator.phoneUrl,
    SEED_DEMO: "1",
    DEMO_API_KEY: data.demoApiKey(),
    WEBHOOK_REACH: "anywhere",
  };
}
