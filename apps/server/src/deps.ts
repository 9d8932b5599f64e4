import type { Actor, Apart, Clock, Context, FolderReading, KeyHolder } from "@tillbook/api/context";
import type { SealedAccount } from "@tillbook/db/accounts";
import type { Database, Patience } from "@tillbook/db/client";
import type { WebhookReach } from "@tillbook/domain/webhooks";
import type { QfpayClientSettings, Timeouts } from "@tillbook/qfpay/client";
import type { RateBudget } from "@tillbook/qfpay/rate-budget";
import type { FastifyBaseLogger, FastifyInstance } from "fastify";
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
  /** Default `public`. */
  readonly webhookReach?: WebhookReach | undefined;
  /** Calls of the merchants' API that one key may make in a minute, instead of the usual. */
  readonly callsPerMinute?: number | undefined;
  /** A budget of an account's own instead of QFPay's limits. */
  readonly budget?: RateBudget | undefined;
  /** How long QFPay and the database are waited for, instead of the usual. */
  readonly timeouts?: Timeouts | undefined;
  readonly patience?: Patience | undefined;
  /** Connections to QFPay of one's own. */
  readonly connections?: QfpayClientSettings["connections"];
  readonly instruments?: Instruments | undefined;
  /** Processes for large work on the books. Absent where all of it is done in this one. */
  readonly apart?: Apart | undefined;
  /** How the watched folder of an account stands; null for an account without one. Absent where no folder is watched at all. */
  readonly watchedFolderOf?: ((account: SealedAccount) => (() => Promise<FolderReading>) | null) | undefined;
};

/** Where the fault suite looks in; no real start has any. docs/decisions/0009-crash-points.md */
export type Instruments = {
  /** Before any route is registered. */
  routes(app: FastifyInstance): void;
  /** Around one round of a job. */
  round<T>(job: string, work: () => Promise<T>): Promise<T>;
};

/** Builds the context in which verbs run for one account. */
export type Contexts = {
  readonly keys: KeyHolder;
  of(accountId: string, actor: Actor): Promise<Context>;
  /** For an account that was just read. */
  from(account: SealedAccount, actor: Actor): Context;
};
