import path from "node:path";
import { startChild } from "./child.ts";
import type { DataFolder } from "./data-folder.ts";
import type { House } from "./house.ts";
import { ensureFree, portNear } from "./ports.ts";
import type { Settings, SimulatedGateway } from "./settings.ts";

const PROGRAM = path.join(import.meta.dirname, "../../apps/simulator/src/main.ts");

/** A simulated QFPay that runs: one address for its API, its redirect host, its phone and its control page. */
export type RunningSimulator = { readonly base: string; readonly phoneUrl: string; readonly controlUrl: string };

/** Starts the simulator in place of QFPay and waits until it answers. Without SIMULATOR_PORT it takes the port after ours, if free. */
export async function bringUpSimulator(
  settings: Settings,
  gateway: SimulatedGateway,
  data: DataFolder,
  house: House,
): Promise<RunningSimulator> {
  if (gateway.port) await ensureFree(gateway.port, "SIMULATOR_PORT", data.wasKilled ? 5 : 0);
  const port = gateway.port ?? (await portNear(settings.port + 1));
  const child = startChild({
    name: "simulator",
    args: [PROGRAM, ...argumentsFor(gateway, port, settings, data)],
    env: process.env,
    logDir: data.logs,
  });
  house.add(child);
  const base = await child.line("ready ");
  return { base, phoneUrl: `${base}/phone`, controlUrl: `${base}/` };
}

function argumentsFor(gateway: SimulatedGateway, port: number, settings: Settings, data: DataFolder): string[] {
  const words = ["--port", String(port), "--app-code", gateway.appCode, "--client-key", gateway.clientKey, "--name", gateway.merchantName];
  if (gateway.mchid) words.push("--mchid", gateway.mchid);
  if (settings.publicUrl) words.push("--phone-hosts", new URL(settings.publicUrl).hostname); // the phone opens our links
  return [...words, "--notify-url", `${settings.localUrl}/hooks/qfpay`, "--book", data.book];
}
