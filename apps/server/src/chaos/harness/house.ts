import { connect, type Database, PATIENCE, type Patience } from "@tillbook/db/client";
import { freePort } from "@tillbook/db/embedded";
import { DEMO_STAFF } from "../../demo/index.ts";
import { type Desk, type Simulator, signIn, spawnSimulator } from "../../testing/index.ts";
import type { ChaosSetting } from "../instruments/setting.ts";
import { type ServerProcess, warmServer } from "./server-process.ts";
import { type Servers, startServers } from "./servers.ts";

/** A real server process that may be killed, beside one database and one simulated QFPay that outlive it, on one fast clock. */
export type House = {
  readonly url: string;
  readonly servers: Servers;
  readonly simulator: Simulator;
  /** The books, read past the server. */
  readonly db: Database;
  readonly desk: Desk;
  /** How many times as fast as the machine's the clock of server and simulator runs. */
  readonly rate: number;
  now(): Date;
  /** Milliseconds of that clock for which a server has listened. */
  uptimeMs(): number;
  /** A second server on the same database, at another address, until it is killed. */
  openAnother(): Promise<ServerProcess>;
  stop(): Promise<void>;
};

export type HouseOptions = {
  databaseUrl: string;
  /** Default 10: a minute passes in six seconds, and whoever is waited for is waited for that much shorter. */
  rate?: number;
  /** Where the server finds the database and QFPay, when something stands in between. */
  through?: { databaseUrl?: string; apiBase?: (simulatorUrl: string) => Promise<string> };
  /** The database is waited for that much shorter too. */
  isHastyWithDatabase?: boolean;
};

/** What both sides sign with. */
export const HOUSE_KEY = "CHAOS00000000000000000000000KEY1";

const START_AT = new Date("2026-03-10T10:00:00+08:00");
const MONEY_MS = 10_000;
const READ_MS = 5_000;

export async function openHouse(options: HouseOptions): Promise<House> {
  const rate = options.rate ?? 10;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const account = { appCode: "CHAOS00000000000000000000000APP1", clientKey: HOUSE_KEY, mchid: "HKCHAOS1" };
  const simulator = await spawnSimulator({ ...account, notifyUrl: `${url}/hooks/qfpay` });
  await simulator.control("POST", "/control/rules", { rateLimit: false });
  const clock = { realMs: Date.now(), simulatedMs: START_AT.getTime(), rate };
  const now = (): Date => new Date(clock.simulatedMs + (Date.now() - clock.realMs) * rate);
  await simulator.control("POST", "/control/clock", { now: now().toISOString(), rate });
  const apiBase = (await options.through?.apiBase?.(simulator.url)) ?? simulator.url;
  const setting: ChaosSetting = {
    clock,
    timeouts: { moneyMs: Math.round(MONEY_MS / rate), readMs: Math.round(READ_MS / rate) },
    ...(options.isHastyWithDatabase === true ? { patience: hastened(rate) } : {}),
  };
  const env = {
    PORT: String(port),
    PUBLIC_URL: url,
    DATABASE_URL: options.through?.databaseUrl ?? options.databaseUrl,
    QFPAY_API_BASE: apiBase,
    QFPAY_REDIRECT_BASE: simulator.url,
    QFPAY_APP_CODE: account.appCode,
    QFPAY_CLIENT_KEY: account.clientKey,
    QFPAY_MCHID: account.mchid,
    TILLBOOK_SECRET: "a secret that only the fault suite knows",
    SEED_DEMO: "1",
    LOG_LEVEL: "warn",
    CHAOS: JSON.stringify(setting),
  };
  const servers = await startServers(env);
  const db = connect(options.databaseUrl, { maxConnections: 4, onError: () => undefined });
  const [owner] = DEMO_STAFF;
  if (!owner) throw new Error("nobody works here");
  return {
    url,
    servers,
    simulator,
    db,
    desk: await signIn(url, owner),
    rate,
    now,
    uptimeMs: () => servers.uptimeMs() * rate,
    async openAnother() {
      const other = await warmServer({ ...env, PORT: String(await freePort()) });
      await other.go(null);
      await other.listening();
      return other;
    },
    async stop() {
      await servers.stop();
      await simulator.stop();
      await db.close();
    },
  };
}

function hastened(rate: number): Patience {
  const { connectMs, statementMs, bulkStatementMs, idleInTransactionMs } = PATIENCE;
  return {
    connectMs: Math.round(connectMs / rate),
    statementMs: Math.round(statementMs / rate),
    bulkStatementMs: Math.round(bulkStatementMs / rate),
    idleInTransactionMs: Math.round(idleInTransactionMs / rate),
  };
}
