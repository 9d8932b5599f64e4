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
    async *of(accountId, signal) {
      const ends = signal ? AbortSignal.any([signal, closing.signal]) : closing.signal;
      try {
        for await (const [change] of on(emitter, accountId, { signal: ends })) yield asChange(change);
      } catch (error) {
        if (!ends.aborted) throw error;
      }
    },
    async stop() {
      closing.abort();
      await unlisten();
    },
  };
}

/** Only `onChange` above emits here, and it emits changes. */
function asChange(emitted: Change): Change {
  return emitted;
}
