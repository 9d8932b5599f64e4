import type { Actor, Clock, Context } from "@tillbook/api/context";
import type { Database } from "@tillbook/db/client";
import type { RateBudget } from "@tillbook/qfpay/rate-budget";
import type { FastifyBaseLogger } from "fastify";
import type { Auth } from "./auth/index.ts";
import type { Changes } from "./changes.ts";
import type { Vault } from "./vault/index.ts";

/** What the app is built from. `main.ts` builds the real things; tests and rehearsals bring their own clock and budget. */
export type Deps = {
  readonly db: Database;
  readonly auth: Auth;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly changes: Changes;
  readonly log: FastifyBaseLogger;
  readonly publicUrl: string;
  readonly phoneUrl: string | null;
  /** Built admin screens; null where Vite serves them. */
  readonly adminDir: string | null;
  /** Pages and payments that one address may open in a minute. */
  readonly pagesPerMinute: number;
  /** A budget of an account's own instead of QFPay's limits. */
  readonly budget?: RateBudget | undefined;
};

/** Builds the context in which verbs run for one account. */
export type Contexts = {
  of(accountId: string, actor: Actor): Promise<Context>;
};
