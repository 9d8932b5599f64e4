import { DEMO_STAFF } from "@tillbook/server/demo-staff";
import type { Settings } from "./settings.ts";
import type { RunningSimulator } from "./simulator.ts";

/** Where everything is, once it runs. */
export type Places = {
  readonly staffUrl: string;
  readonly databaseUrl: string;
  readonly simulator: RunningSimulator | undefined;
  /** Opens the demo merchant's API; null with the real QFPay. */
  readonly demoApiKey: string | null;
};

/** What a person needs to know. Its last line is for programs: `ready <address>`. */
export function announcement(settings: Settings, { staffUrl, databaseUrl, simulator, demoApiKey }: Places): string {
  const rows: [string, string][] = [["Staff screens", staffUrl]];
  if (simulator) rows.push(["Simulated phone", simulator.phoneUrl], ["Simulator control", simulator.controlUrl]);
  if (simulator)
    rows.push(...DEMO_STAFF.map(({ role, email, password }): [string, string] => [`Sign in as ${role}`, `${email} / ${password}`]));
  rows.push(["API", `${staffUrl}/api/v1/docs`]);
  if (demoApiKey !== null) rows.push(["Demo API key", demoApiKey]);
  if (settings.isDev && !settings.databaseUrl) rows.push(["Database", databaseUrl]); // for Prisma's commands
  rows.push(["Data and logs", settings.dataDir]);
  return ["", ...rows.map(([what, where]) => `  ${what.padEnd(20)}${where}`), "", `ready ${settings.localUrl}`].join("\n");
}
