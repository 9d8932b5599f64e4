import type { Change, Database } from "@tillbook/db/client";
import { type MerchantAccount, may, type Right, type Role } from "@tillbook/domain/staff";
import type { QfpayClient } from "@tillbook/qfpay/client";
import { AppError } from "../errors/index.ts";

/** Who acts: a signed-in person, or the system itself (jobs, notifications, customers opening a link). */
export type Actor = { kind: "staff"; userId: string; name: string; role: Role } | { kind: "system"; name: string };

export type Clock = { now(): Date };

/** What a verb needs. Every read and write is scoped to `account`. */
export type Context = {
  readonly actor: Actor;
  readonly account: MerchantAccount;
  readonly db: Database;
  readonly qfpay: QfpayClient;
  readonly clock: Clock;
  /** Where customers reach us, without a trailing slash. Configuration, never the Host header. */
  readonly publicUrl: string;
  /** The simulated phone; null with real credentials. */
  readonly phoneUrl: string | null;
  /** Changes of this account's rows as they are committed, on whichever server instance. Ends when the signal aborts. */
  readonly changes: (signal: AbortSignal | undefined) => AsyncIterable<Change>;
  readonly log: {
    info(details: object, text: string): void;
    warn(details: object, text: string): void;
    error(details: object, text: string): void;
  };
};

/** Stops a verb unless the actor's role carries the right. The system itself always may. */
export function requireRight(actor: Actor, right: Right): void {
  if (actor.kind === "staff" && !may(actor.role, right)) throw new AppError("not_allowed", `the role ${actor.role} may not ${right}`);
}

/** How an actor is written in events and audit entries. */
export function actorName(actor: Actor): string {
  return actor.kind === "staff" ? `staff:${actor.userId}` : actor.name;
}

/** Builds the context of an account for work that nobody asked for in person. */
export type ContextFor = (accountId: string) => Promise<Context>;
