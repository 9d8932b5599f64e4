import pg from "pg";
import { CHANNEL, type Change, readChanges } from "./announce.ts";
import type { Patience } from "./patience.ts";

const AGAIN_AFTER_MS = 1_000;
const STILL_THERE_EVERY_MS = 15_000;

/**
 * Hears every announced change on a connection of its own, and opens another when that one breaks or goes silent: who only listens
 * would never notice a dead line, so it is asked now and then. Answers a function that stops listening.
 */
export async function listen(
  url: string,
  patience: Patience,
  listener: (change: Change) => void,
  onError: (error: Error) => void,
): Promise<() => Promise<void>> {
  let stopped = false;
  let client: pg.Client;
  async function open(): Promise<void> {
    const own = new pg.Client({
      connectionString: url,
      application_name: "tillbook-changes",
      keepAlive: true,
      connectionTimeoutMillis: patience.connectMs,
      query_timeout: patience.statementMs,
    });
    client = own;
    own.on("error", onError);
    own.on("notification", ({ payload }) => {
      for (const change of readChanges(payload ?? "[]")) listener(change);
    });
    await own.connect();
    await own.query(`LISTEN ${CHANNEL}`);
    const asking = setInterval(() => void own.query("SELECT 1").catch(() => ended(own, patience.connectMs)), STILL_THERE_EVERY_MS).unref();
    // Only now: a connection that never stood ends too, and is tried again below.
    own.once("end", () => {
      clearInterval(asking);
      reopenSoon();
    });
  }
  function reopenSoon(): void {
    if (!stopped) setTimeout(() => void reopen(), AGAIN_AFTER_MS).unref();
  }
  async function reopen(): Promise<void> {
    if (stopped) return;
    await open().catch((error: Error) => {
      onError(error);
      void ended(client, patience.connectMs).catch(onError);
      reopenSoon();
    });
  }
  await open();
  return async () => {
    stopped = true;
    await ended(client, patience.connectMs);
  };
}

/** Says goodbye, and waits no longer than that for the other side to say it too. */
async function ended(client: pg.Client, waitMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const late = setTimeout(resolve, waitMs);
  await Promise.race([client.end(), promise]);
  clearTimeout(late);
}
