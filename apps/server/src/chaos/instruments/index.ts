import type { Clock } from "@tillbook/api/context";
import type { Database, Patience } from "@tillbook/db/client";
import { unlimitedBudget } from "@tillbook/qfpay/rate-budget";
import type { Deps } from "../../deps.ts";
import type { Settings } from "../../env.ts";
import { here, inFlow, obeyHarness } from "./flow.ts";
import { readChaosSetting } from "./setting.ts";
import { watchDatabase } from "./watch-database.ts";
import { watchedConnections } from "./watch-gateway.ts";
import { watchRoutes } from "./watch-routes.ts";

/** What `main.ts` builds a server under test with, in place of the real thing. */
export type Chaos = {
  readonly clock: Clock | undefined;
  readonly patience: Patience | undefined;
  database(db: Database): Database;
  readonly deps: Pick<Deps, "budget" | "connections" | "instruments" | "pagesPerMinute" | "patience" | "timeouts">;
};

const JOB_FLOWS: Readonly<Record<string, string>> = {
  enquire: "enquiry",
  enquireRefunds: "refund enquiry",
  sendRefunds: "refund queue",
  expire: "expiry",
};

/** Makes the flows of this process visible to the harness that started it, which may tell it where to die. */
export function startChaos(setting: string, { QFPAY_API_BASE }: Pick<Settings, "QFPAY_API_BASE">): Chaos {
  const { clock, patience, timeouts } = readChaosSetting(setting, QFPAY_API_BASE);
  if (process.send) void obeyHarness();
  return {
    clock: clock && { now: () => new Date(clock.simulatedMs + (Date.now() - clock.realMs) * clock.rate) },
    patience,
    database: watchDatabase,
    deps: {
      timeouts,
      patience,
      pagesPerMinute: 1_000_000,
      budget: unlimitedBudget, // the limits of an hour would be met in a minute
      connections: watchedConnections(),
      instruments: {
        routes: watchRoutes,
        round: (job, work) =>
          inFlow(JOB_FLOWS[job] ?? `job ${job}`, async () => {
            here()?.met("round begins");
            const result = await work();
            here()?.met("round ends");
            return result;
          }),
      },
    },
  };
}
