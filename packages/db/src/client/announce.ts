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

/** Holds what is announced through `sql` from now on; answers how to take it, once it is committed. */
export function holdAnnouncements(sql: Sql): () => readonly Change[] {
  const outbox: Change[] = [];
  outboxes.set(sql, outbox);
  return () => {
    outboxes.delete(sql);
    return outbox;
  };
}

/** Sends what was committed on its way, in order; nobody waits for it. */
export type Announcer = { tell(changes: readonly Change[]): void; allTold(): Promise<void> };

/**
 * Announces after the commit, and what comes together at once. PostgreSQL lets one transaction at a time commit that has notified:
 * inside of them every commit of the whole database would wait for the disk by itself. What a crash between the two swallows, a screen
 * hears of when it asks anew.
 */
export function announcerOn(sql: Sql, onError: (error: Error) => void): Announcer {
  let waiting: Change[] = [];
  let telling: Promise<void> | null = null;
  async function tellAll(): Promise<void> {
    while (waiting.length > 0) {
      const changes = waiting;
      waiting = [];
      await notify(sql, changes).catch(onError);
    }
    telling = null;
  }
  return {
    tell(changes) {
      if (changes.length === 0) return;
      waiting.push(...changes);
      telling ??= tellAll();
    },
    async allTold() {
      await telling;
    },
  };
}

/** Lets `other` announce as `sql` does, where it stands in for it. */
export function announceThrough(other: Sql, sql: Sql): void {
  const outbox = outboxes.get(sql);
  if (outbox) outboxes.set(other, outbox);
}

/** By itself, and without waiting for the disk: what it tells of is committed already, and every commit would wait behind it. */
async function notify(sql: Sql, changes: readonly Change[]): Promise<void> {
  const texts = [...new Set(changes.map((change) => JSON.stringify(change)))];
  await sql("SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, t) FROM unnest($2::text[]) t", [CHANNEL, texts]);
}
