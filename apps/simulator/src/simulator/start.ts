import formbody from "@fastify/formbody";
import fastify, { type FastifyInstance } from "fastify";
import { type Account, accountId, Book } from "../book/index.ts";
import { CallLog } from "../calls.ts";
import { Clock } from "../clock.ts";
import { accountConflict, controlRoutes } from "../control/index.ts";
import { Faults } from "../faults/index.ts";
import { faultPageRoutes } from "../faults-page/index.ts";
import { directRoutes, gatewayRoutes, oauthRoutes } from "../gateway/index.ts";
import { RateLimiter } from "../gateway/rate-limiter.ts";
import { Notifier } from "../notifications/index.ts";
import { assetRoutes } from "../page/index.ts";
import { Scenarios } from "../scenarios/index.ts";
import { PhoneBrowser, phoneRoutes, resumeCharges } from "../wallet/index.ts";
import type { World } from "../world.ts";

const LARGEST_BODY_BYTES = 1_000_000;

/** How a simulator is started. */
export type StartOptions = {
  /** File of the durable book; made when it is missing. */
  readonly book: string;
  /** 0, the default, takes a free port. */
  readonly port?: number;
  readonly host?: string;
  /** Merchants to have from the start; others can be added over the control API. */
  readonly accounts?: readonly Account[];
  /** How many times as fast as real time the simulated clock runs. Absent: as the book left it, else 1. */
  readonly timeScale?: number;
  /** Fixes the number of a new book, for rehearsals that must repeat. */
  readonly seed?: number;
  /** Hosts beside this machine that the simulated phone may open. */
  readonly phoneHosts?: readonly string[];
};

export type RunningSimulator = { readonly url: string; readonly stop: () => Promise<void> };

/** Two merchants were given that cannot stand under one app code. */
export class AccountConflict extends Error {
  constructor(why: string) {
    super(why);
    this.name = "AccountConflict";
  }
}

/**
 * Starts a simulated QFPay with its WeChat phone and resolves when it answers. Rejects when the port is taken or the
 * book cannot be read. `stop` resolves when everything is on disk and nothing listens any more.
 */
export async function startSimulator(options: StartOptions): Promise<RunningSimulator> {
  const book = Book.open(options.book, options.seed);
  const clock = new Clock(book.ledger.clock);
  const faults = new Faults(book, clock);
  const notifier = new Notifier(book, clock, faults);
  const scenarios = new Scenarios(faults, clock);
  const world: World = { book, clock, faults, scenarios, notifier, limiter: new RateLimiter(), calls: new CallLog() };
  const host = options.host ?? "127.0.0.1";
  const browser = new PhoneBrowser(host, options.phoneHosts ?? []);
  const app = await buildApp(world, browser);

  const stop = async (): Promise<void> => {
    clock.stop();
    await Promise.all([app.close(), browser.stop(), notifier.stop()]);
    await book.close();
  };
  try {
    const listening = await app.listen({ port: options.port ?? 0, host });
    const url = listening.replace("[::1]", "127.0.0.1");
    browser.gateway = url;
    takeUp(world, options);
    notifier.start();
    resumeCharges(world);
    await book.settled();
    return { url, stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

async function buildApp(world: World, browser: PhoneBrowser): Promise<FastifyInstance> {
  const app = fastify({ bodyLimit: LARGEST_BODY_BYTES, forceCloseConnections: true });
  // Whatever an answer rests on is on the disk before the answer goes out, so a kill never unsays it.
  app.addHook("onSend", () => world.book.settled());
  await app.register(async (gateway) => gatewayRoutes(gateway, world));
  await app.register(async (pages) => {
    await pages.register(formbody);
    assetRoutes(pages);
    oauthRoutes(pages, world);
    directRoutes(pages, world);
    phoneRoutes(pages, world, browser);
    faultPageRoutes(pages, world);
  });
  await app.register(async (control) => controlRoutes(control, world));
  return app;
}

function takeUp(world: World, options: StartOptions): void {
  for (const account of options.accounts ?? []) {
    const conflict = accountConflict(world.book, account);
    if (conflict !== undefined) throw new AccountConflict(conflict);
    const known = world.book.ledger.accounts.get(accountId(account));
    if (JSON.stringify(known) !== JSON.stringify(account)) world.book.record({ entry: "account", account });
  }
  if (options.timeScale !== undefined) world.clock.set({ rate: options.timeScale });
  if (options.timeScale !== undefined) world.book.record({ entry: "clock", ...world.clock.anchor });
}
