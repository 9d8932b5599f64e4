import type { Sql } from "./sql.ts";

/** A row that somebody's screen may be showing has changed. */
export type Change = { accountId: string; orderId?: string | undefined; topic: "order" | "statement" | "day" };

/** The channel on which every instance listens. */
export const CHANNEL = "tillbook_changes";

/** What units of work that are not committed yet have announced, by the way they speak to the database. */
const outboxes = new WeakMap<Sql, Change[]>();

/** Makes a change known to every instance: in a unit of work once it is committed, outside of one at once. */
export async function announce(sql: Sql, change: Change): Promise<void> {
  const outbox = outboxes.get(sql);
  if (outbox) outbox.push(change);
  else await notify(sql, [change]);
}

/**
 * Holds what is announced through `sql` from now on. PostgreSQL lets one transaction at a time commit that has notified: inside of
 * them every commit of the whole database would wait for the disk by itself.
 * @returns sends it, after the commit. What a crash between the two swallows, a screen hears of when it asks anew.
 */
export function holdAnnouncements(sql: Sql): () => Promise<void> {
  const outbox: Change[] = [];
  outboxes.set(sql, outbox);
  return async () => {
    outboxes.delete(sql);
    if (outbox.length > 0) await notify(sql, outbox);
  };
}

/** Lets `other` announce as `sql` does, where it stands in for it. */
export function announceThrough(other: Sql, sql: Sql): void {
  const outbox = outboxes.get(sql);
  if (outbox) outboxes.set(other, outbox);
}

async function notify(sql: Sql, changes: readonly Change[]): Promise<void> {
  const texts = [...new Set(changes.map((change) => JSON.stringify(change)))];
  await sql("SELECT pg_notify($1, t) FROM unnest($2::text[]) t", [CHANNEL, texts]);
}
