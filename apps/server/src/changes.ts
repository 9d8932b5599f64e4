import { EventEmitter, on } from "node:events";
import type { Change, Database } from "@tillbook/db/client";

/** News of committed changes, from every server instance by way of the database. */
export type Changes = {
  /** Changes of one account from now on, until the signal aborts. */
  of(accountId: string, signal: AbortSignal | undefined): AsyncIterable<Change>;
  stop(): Promise<void>;
};

/** Listens on the database with one connection for the whole process. */
export async function listenForChanges(db: Database): Promise<Changes> {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  const unlisten = await db.onChange((change) => emitter.emit(change.accountId, change));
  const closing = new AbortController();
  return {
    of(accountId, signal) {
      const ends = signal ? AbortSignal.any([signal, closing.signal]) : closing.signal;
      // Subscribed here and not at the first `next()`: a caller who then looks at the books misses nothing in between.
      return untilAborted(ends.aborted ? null : on(emitter, accountId, { signal: ends }), ends);
    },
    async stop() {
      closing.abort();
      await unlisten();
    },
  };
}

async function* untilAborted(emitted: AsyncIterable<Change[]> | null, ends: AbortSignal): AsyncGenerator<Change> {
  if (emitted === null) return;
  try {
    for await (const changes of emitted) yield* changes;
  } catch (error) {
    if (!ends.aborted) throw error;
  }
}
