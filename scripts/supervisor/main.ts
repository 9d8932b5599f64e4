// Runs the whole product on one machine: database, simulator, server. `npm start` and `npm run dev` end up here.
import path from "node:path";
import { bringUpAdminDev } from "./admin-dev.ts";
import { announcement } from "./announcement.ts";
import { type DataFolder, takeDataFolder } from "./data-folder.ts";
import { bringUpDatabase } from "./database.ts";
import { type House, openHouse } from "./house.ts";
import { ensureFree, portNear } from "./ports.ts";
import { bringUpServer } from "./server.ts";
import { readSettings, type Settings } from "./settings.ts";
import { bringUpSimulator } from "./simulator.ts";

const root = path.join(import.meta.dirname, "../..");

async function bringUp(settings: Settings, data: DataFolder, house: House): Promise<string> {
  await ensureFree(settings.port, "PORT", data.wasKilled ? 5 : 0);
  const { gateway } = settings;
  const [database, simulator] = await Promise.allSettled([
    bringUpDatabase(settings, data, house),
    gateway.kind === "simulated" ? bringUpSimulator(settings, gateway, data, house) : undefined,
  ]);
  if (database.status === "rejected") throw database.reason;
  if (simulator.status === "rejected") throw simulator.reason;
  const adminPort = settings.isDev ? await portNear(settings.port + 2) : settings.port;
  // In development people come through Vite, and sessions are bound to the address they come to.
  const publicUrl = settings.publicUrl ?? (settings.isDev ? `http://127.0.0.1:${adminPort}` : settings.localUrl);
  const around = { publicUrl, databaseUrl: database.value, simulator: simulator.value };
  await bringUpServer(settings, around, data, house);
  if (settings.isDev) await bringUpAdminDev(adminPort, settings, data, house);
  return announcement(settings, { ...around, staffUrl: publicUrl, demoApiKey: around.simulator ? data.demoApiKey() : null });
}

async function supervise(settings: Settings, data: DataFolder): Promise<number> {
  const house = openHouse();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => house.close({ kind: "asked" }));
  const opening = bringUp(settings, data, house);
  opening.then(
    (text) => console.log(text),
    (error: unknown) => house.close({ kind: "broken", sentence: sentenceOf(error) }),
  );
  const reason = await house.closing;
  await house.empty(opening);
  data.release();
  if (reason.kind === "broken") console.error(`\n${reason.sentence}\nEverything is stopped; more is in ${data.logs}.`);
  return reason.kind === "asked" ? 0 : 1;
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

try {
  const settings = readSettings(process.env, root, process.argv.includes("--dev"));
  const code = await supervise(settings, takeDataFolder(settings.dataDir));
  process.exit(code);
} catch (error) {
  console.error(sentenceOf(error));
  process.exit(1);
}
