import type { Change, Database } from "@tillbook/db/client";
import { type MerchantAccount, may, type Right, type Role, type Scope, scopesAllow } from "@tillbook/domain/staff";
import type { WebhookReach } from "@tillbook/domain/webhooks";
import type { QfpayClient } from "@tillbook/qfpay/client";
import { AppError } from "../errors/index.ts";
import type { Apart } from "./apart.ts";
import type { KeyHolder } from "./keys.ts";
import type { FolderReading } from "./watched-folder.ts";

/** Who acts: a signed-in person, a merchant's own program by its API key, or the system itself (jobs, notifications, customers). */
export type Actor =
  | { kind: "staff"; userId: string; name: string; role: Role }
  | { kind: "api"; keyId: string; name: string; scopes: readonly Scope[] }
  | { kind: "system"; name: string };

export type Clock = { now(): Date };

/** What a verb needs. Every read and write is scoped to `account`. */
export type Context = {
  readonly actor: Actor;
  readonly account: MerchantAccount;
  readonly db: Database;
  readonly qfpay: QfpayClient;
  /** Uses the keys of all accounts; shows none. */
  readonly keys: KeyHolder;
  readonly clock: Clock;
  /** Where customers reach us, without a trailing slash. Configuration, never the Host header. */
  readonly publicUrl: string;
  /** The simulated phone; null with real credentials. */
  readonly phoneUrl: string | null;
  /** Seals what is kept and must not be readable in the database. */
  readonly vault: { seal(clear: string): string; open(sealed: string): string };
  readonly webhookReach: WebhookReach;
  /** Changes of this account's rows as they are committed, on whichever server instance. Ends when the signal aborts. */
  readonly changes: (signal: AbortSignal | undefined) => AsyncIterable<Change>;
  /** Reads how the account's watched folder stands; null or absent where it has none. */
  readonly watchedFolder?: (() => Promise<FolderReading>) | null | undefined;
  /** Does large work on the books in a process of its own; null or absent where all of it is done here. */
  readonly apart?: Apart | null | undefined;
  readonly log: {
    info(details: object, text: string): void;
    warn(details: object, text: string): void;
    error(details: object, text: string): void;
  };
};

/** What the verbs about payments need of it; those that only take in news do not speak to QFPay. */
export type PaymentContext = Pick<Context, "actor" | "account" | "db" | "qfpay" | "clock" | "log">;
export type NewsContext = Omit<PaymentContext, "qfpay">;

/** Whether the actor's role, or the scopes of its key, carry the right. The system itself always may. */
export function mayAct(actor: Actor, right: Right): boolean {
  switch (actor.kind) {
    case "staff":
      return may(actor.role, right);
    case "api":
      return scopesAllow(actor.scopes, right);
    case "system":
      return true;
  }
}

/** Stops a verb (`not_allowed`) unless the actor may. */
export function requireRight(actor: Actor, right: Right): void {
  if (!mayAct(actor, right)) throw new AppError("not_allowed", `${actor.kind === "staff" ? actor.role : actor.name} may not ${right}`);
}

/** How an actor is written in events and audit entries. */
export function actorName(actor: Actor): string {
  switch (actor.kind) {
    case "staff":
      return `staff:${actor.userId}`;
    case "api":
      return `api:${actor.keyId}`;
    case "system":
      return actor.name;
  }
}

/** Builds the context of an account for work that nobody asked for in person. */
export type ContextFor = (accountId: string) => Promise<Context>;
