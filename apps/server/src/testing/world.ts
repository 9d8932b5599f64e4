import type { Apart } from "@tillbook/api/context";
import { connect, type Database } from "@tillbook/db/client";
import { freePort } from "@tillbook/db/embedded";
import type { WebhookReach } from "@tillbook/domain/webhooks";
import { unlimitedBudget } from "@tillbook/qfpay/rate-budget";
import pino from "pino";
import { buildApp } from "../app.ts";
import { createAuth } from "../auth/index.ts";
import { listenForChanges } from "../changes.ts";
import { createContexts } from "../contexts.ts";
import { DEMO_STAFF } from "../demo/index.ts";
import type { Deps } from "../deps.ts";
import { readSettings } from "../env.ts";
import { createRounds, type Rounds } from "../jobs/index.ts";
import { seed } from "../seed/index.ts";
import { createVault } from "../vault/index.ts";
import { type Desk, signIn } from "./desk.ts";
import { type Simulator, spawnSimulator } from "./simulator.ts";

/** A server and a simulated QFPay on one settable clock, with real HTTP and a real database between them. */
export type World = {
  readonly url: string;
  readonly deps: Deps;
  /** The one account, with the key that both sides sign with. */
  readonly account: { readonly appCode: string; readonly clientKey: string; readonly mchid: string | null };
  readonly db: Database;
  readonly simulator: Simulator;
  readonly rounds: Rounds;
  now(): Date;
  /** Sets both clocks; they stand still in between. */
  setClock(at: Date): Promise<void>;
  advance(ms: number): Promise<void>;
  signIn(role: "owner" | "cashier" | "finance"): Promise<Desk>;
  stop(): Promise<void>;
};

export type WorldOptions = {
  databaseUrl: string;
  startAt: Date;
  mchid?: string | null;
  logLevel?: "silent" | "warn";
  webhookReach?: WebhookReach;
  /** With commas between; HKD, when left out. */
  currencies?: string;
  /** Processes for large work on the books; left out, none is large. */
  apart?: Apart;
  /** Built staff screens; left out, there are none. */
  adminDir?: string;
};

/** Nothing holds a rehearsal back: the limits of a day would be met in a minute. */

export async function startWorld(options: WorldOptions): Promise<World> {
  let now = options.startAt;
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const account = {
    appCode: "REHEARSAL0000000000000000000APP1",
    clientKey: "REHEARSAL0000000000000000000KEY1",
    mchid: options.mchid === undefined ? "HKDEMO01" : options.mchid,
  };
  const simulator = await spawnSimulator({ ...account, notifyUrl: `${publicUrl}/hooks/qfpay` });
  const settings = readSettings({
    PORT: String(port),
    DATABASE_URL: options.databaseUrl,
    PUBLIC_URL: publicUrl,
    QFPAY_API_BASE: simulator.url,
    QFPAY_REDIRECT_BASE: simulator.url,
    QFPAY_APP_CODE: account.appCode,
    QFPAY_CLIENT_KEY: account.clientKey,
    ...(account.mchid === null ? {} : { QFPAY_MCHID: account.mchid }),
    TILLBOOK_SECRET: "a secret that only this rehearsal knows",
    SEED_DEMO: "1",
    ...(options.currencies === undefined ? {} : { QFPAY_CURRENCIES: options.currencies }),
  });
  const log = pino({ level: options.logLevel ?? "silent" });
  const db = connect(options.databaseUrl, { onError: (error) => log.warn({ err: error }, "database") });
  const auth = createAuth({ db, secret: settings.TILLBOOK_SECRET, publicUrl });
  const vault = createVault(settings.TILLBOOK_SECRET);
  await seed({ db, auth, vault, settings, now });
  const changes = await listenForChanges(db);
  const deps: Deps = {
    db,
    auth,
    vault,
    clock: { now: () => now },
    changes,
    log,
    publicUrl,
    phoneUrl: null,
    adminDir: options.adminDir ?? null,
    pagesPerMinute: 1_000_000,
    callsPerMinute: 1_000_000,
    webhookReach: options.webhookReach,
    budget: unlimitedBudget,
    apart: options.apart,
  };
  const contexts = createContexts(deps);
  const app = await buildApp(deps, contexts);
  await app.listen({ port, host: "127.0.0.1" });
  await simulator.control("POST", "/control/rules", { rateLimit: false });

  async function setClock(at: Date): Promise<void> {
    now = at;
    await simulator.control("POST", "/control/clock", { now: at.toISOString(), rate: 0 });
  }
  await setClock(options.startAt);
  return {
    url: publicUrl,
    deps,
    account,
    db,
    simulator,
    rounds: createRounds(deps, contexts),
    now: () => now,
    setClock,
    advance: (ms) => setClock(new Date(now.getTime() + ms)),
    signIn: (role) => signIn(publicUrl, personOf(role)),
    async stop() {
      await changes.stop();
      await app.close();
      await db.close();
      await simulator.stop();
    },
  };
}

function personOf(role: string): { email: string; password: string } {
  const person = DEMO_STAFF.find((candidate) => candidate.role === role);
  if (!person) throw new Error(`nobody has the role ${role}`);
  return person;
}
