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

/** So long news wait for company: nobody sees it on a screen, and whoever waits for the commit is answered first. */
const TOGETHER_AFTER_MS = 20;

/**
 * Announces after the commit, and what comes together as one. PostgreSQL lets one transaction at a time commit that has notified:
 * inside of them every commit of the whole database would wait for the disk by itself. What a crash between the two swallows, a screen
 * hears of when it asks anew.
 */
export function announcerOn(sql: Sql, onError: (error: Error) => void): Announcer {
  const waiting: Change[] = [];
  let telling: Promise<void> | null = null;
  async function tellAll(): Promise<void> {
    while (waiting.length > 0) {
      await new Promise((resolve) => setTimeout(resolve, TOGETHER_AFTER_MS));
      await notify(sql, waiting.splice(0)).catch(onError);
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
  const once = [...new Map(changes.map((change) => [JSON.stringify(change), change])).values()];
  const texts: string[] = [];
  for (let from = 0; from < once.length; from += IN_ONE_MESSAGE) texts.push(JSON.stringify(once.slice(from, from + IN_ONE_MESSAGE)));
  await sql("SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, t) FROM unnest($2::text[]) t", [CHANNEL, texts]);
}

/** A message of PostgreSQL's has less than 8,000 bytes; a change has some 130. */
const IN_ONE_MESSAGE = 40;

/** What one message tells. */
export function readChanges(message: string): Change[] {
  const changes: Change[] = JSON.parse(message);
  return changes;
}
