// The product as `main.ts` starts it, in a process of its own, but for what would hold a measurement back.
import { connect } from "@tillbook/db/client";
import { unlimitedBudget } from "@tillbook/qfpay/rate-budget";
import pino from "pino";
import { buildApp } from "../../app.ts";
import { createAuth } from "../../auth/index.ts";
import { listenForChanges } from "../../changes.ts";
import { createContexts } from "../../contexts.ts";
import type { Deps } from "../../deps.ts";
import { readSettings } from "../../env.ts";
import { startJobs } from "../../jobs/index.ts";
import { seed } from "../../seed/index.ts";
import { createVault } from "../../vault/index.ts";
import { budgetOfSweepsOnly } from "./budgets.ts";
import { plainRoutes } from "./plain-routes.ts";
import { SWEEPS_AT_WILL, WITHOUT_JOBS } from "./start-product.ts";

const settings = readSettings();
const log = pino({ level: settings.LOG_LEVEL }, pino.destination(2));
const clock = { now: () => new Date() };
const db = connect(settings.DATABASE_URL, { onError: (error) => log.warn({ err: error }, "a database connection broke") });
const auth = createAuth({ db, secret: settings.TILLBOOK_SECRET, publicUrl: settings.PUBLIC_URL });
const vault = createVault(settings.TILLBOOK_SECRET);
await seed({ db, auth, vault, settings, now: clock.now() });
const changes = await listenForChanges(db);
const deps: Deps = {
  db,
  auth,
  vault,
  clock,
  changes,
  log,
  publicUrl: settings.PUBLIC_URL,
  phoneUrl: null,
  adminDir: null,
  pagesPerMinute: 1_000_000_000,
  callsPerMinute: 1_000_000_000,
  budget: process.argv.includes(SWEEPS_AT_WILL) ? unlimitedBudget : budgetOfSweepsOnly(),
};
const contexts = createContexts(deps);
const app = await buildApp(deps, contexts);
await app.register(plainRoutes, { deps, contexts });
const jobs = process.argv.includes(WITHOUT_JOBS) ? null : await startJobs(deps, contexts, settings.DATABASE_URL);
await app.listen({ port: settings.PORT, host: settings.HOST });
console.log(`ready ${settings.PUBLIC_URL}`);

process.once("SIGTERM", () => {
  void (async () => {
    await changes.stop();
    await app.close();
    await jobs?.stop();
    await db.close();
    process.exit(0);
  })();
});
