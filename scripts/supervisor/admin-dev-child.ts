import path from "node:path";
import { startChild } from "./child.ts";
import type { DataFolder } from "./data-folder.ts";
import type { House } from "./house.ts";
import { portNear } from "./ports.ts";
import type { Settings } from "./settings.ts";

/** Starts the staff screens with hot reload in front of the running server. Answers their address. */
export async function bringUpAdminDev(settings: Settings, data: DataFolder, house: House): Promise<string> {
  const port = await portNear(settings.port + 2);
  const child = startChild({
    name: "admin",
    args: [path.join(import.meta.dirname, "admin-dev.ts"), String(port), `http://127.0.0.1:${settings.port}`],
    env: process.env,
    logDir: data.logs,
  });
  house.add(child);
  return child.line("listening ");
}
