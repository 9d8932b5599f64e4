import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "../generated/client.ts";
import { type Repositories, repositoriesOn } from "./repositories.ts";
import { columnTypes, type Sql, sqlOn } from "./sql.ts";

/** The one way to the books. Reads outside of a unit of work see committed rows only. */
export type Database = {
  /** Single statements on the pool. */
  readonly read: Repositories;
  /** The same pool for sessions and for jobs, which bring their own SQL. */
  readonly pool: pg.Pool;
  readonly prisma: PrismaClient;
  /**
   * Runs `work` in one transaction: all of it is committed or none. Deadlocks and serialisation failures are tried again,
   * three times at most, so `work` must not speak to anybody outside of the database.
   */
  unitOfWork<T>(work: (tx: Repositories) => Promise<T>): Promise<T>;
  /** Hears every announced change, whichever server instance made it. Answers a function that stops listening. */
  onChange(listener: (change: Change) => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
};

/** A row that somebody's screen may be showing has changed. */
export type Change = { accountId: string; orderId?: string | undefined; topic: "order" | "statement" | "day" };

const CHANNEL = "tillbook_changes";
const RETRIABLE = new Set(["40001", "40P01"]);

/**
 * Connects to PostgreSQL 15–18.
 * @param onError hears of idle connections that broke; the pool replaces them by itself.
 */
export function connect(url: string, options: { maxConnections?: number; onError: (error: Error) => void }): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.maxConnections ?? 12,
    types: columnTypes,
    connectionTimeoutMillis: 3_000,
    application_name: "tillbook",
  });
  pool.on("error", options.onError);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    read: repositoriesOn(sqlOn(pool)),
    pool,
    prisma,
    unitOfWork: (work) => inTransaction(pool, work),
    onChange: (listener) => listen(url, listener, options.onError),
    async close() {
      await prisma.$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
}

async function inTransaction<T>(pool: pg.Pool, work: (tx: Repositories) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const connection = await pool.connect();
    const lost = (): void => undefined; // the pending query rejects with the same news
    connection.on("error", lost);
    let broken: Error | undefined;
    try {
      await connection.query("BEGIN");
      const result = await work(repositoriesOn(sqlOn(connection)));
      await connection.query("COMMIT");
      return result;
    } catch (error) {
      await connection.query("ROLLBACK").catch((e: Error) => {
        broken = e;
      });
      if (attempt >= 3 || !(error instanceof pg.DatabaseError) || !RETRIABLE.has(error.code ?? "")) throw error;
    } finally {
      connection.off("error", lost);
      connection.release(broken);
    }
  }
}

/** Makes a change known to every instance once the transaction commits. */
export async function announce(sql: Sql, change: Change): Promise<void> {
  await sql("SELECT pg_notify($1, $2)", [CHANNEL, JSON.stringify(change)]);
}

async function listen(url: string, listener: (change: Change) => void, onError: (error: Error) => void): Promise<() => Promise<void>> {
  let stopped = false;
  let client: pg.Client;
  async function open(): Promise<void> {
    client = new pg.Client({ connectionString: url, application_name: "tillbook-changes", keepAlive: true });
    client.on("error", onError);
    client.on("notification", (message) => listener(readChange(message.payload ?? "")));
    await client.connect();
    await client.query(`LISTEN ${CHANNEL}`);
    client.once("end", reopenSoon); // only now: a connection that never stood ends too, and is tried again below
  }
  function reopenSoon(): void {
    if (!stopped) setTimeout(() => void reopen(), 1_000).unref();
  }
  async function reopen(): Promise<void> {
    if (stopped) return;
    await open().catch((error: Error) => {
      onError(error);
      void client.end().catch(onError);
      reopenSoon();
    });
  }
  await open();
  return async () => {
    stopped = true;
    await client.end();
  };
}

function readChange(payload: string): Change {
  const change: Change = JSON.parse(payload);
  return change;
}
