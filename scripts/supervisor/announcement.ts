import { DEMO_STAFF } from "@tillbook/server/demo";
import type { Settings } from "./settings.ts";
import type { RunningSimulator } from "./simulator.ts";

/** What a person needs to know once everything runs. Its last line is for programs: `ready <address>`. */
export function announcement(settings: Settings, simulator: RunningSimulator | undefined, adminUrl: string): string {
  const rows: [string, string][] = [["Staff screens", adminUrl]];
  if (simulator) rows.push(["Simulated phone", simulator.phoneUrl], ["Simulator control", simulator.controlUrl]);
  if (simulator)
    rows.push(...DEMO_STAFF.map(({ role, email, password }): [string, string] => [`Sign in as ${role}`, `${email} / ${password}`]));
  rows.push(["Data and logs", settings.dataDir]);
  return ["", ...rows.map(([what, where]) => `  ${what.padEnd(20)}${where}`), "", `ready http://127.0.0.1:${settings.port}`].join("\n");
}
