import { createRequire } from "node:module";
import path from "node:path";
import { startChild } from "./child.ts";
import type { DataFolder } from "./data-folder.ts";
import { untilHealthy } from "./health.ts";
import type { House } from "./house.ts";
import type { Settings } from "./settings.ts";

const ADMIN = path.join(import.meta.dirname, "../../apps/admin");

/** Starts Vite's development server in front of the running server: the staff screens reload when a source changes. */
export async function bringUpAdminDev(port: number, settings: Settings, data: DataFolder, house: House): Promise<void> {
  const vite = path.join(path.dirname(createRequire(`${ADMIN}/`).resolve("vite/package.json")), "bin/vite.js");
  const child = startChild({
    name: "admin",
    args: [vite, ADMIN, "--host", "127.0.0.1", "--port", String(port), "--strictPort", "--clearScreen", "false"],
    env: { ...process.env, SERVER_URL: settings.localUrl },
    logDir: data.logs,
  });
  house.add(child);
  await untilHealthy(`http://127.0.0.1:${port}/`, child, house.signal);
}
