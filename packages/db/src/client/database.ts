import pg from "pg";
import { announcerOn, type Change } from "./announce.ts";
import { listen } from "./listen.ts";
import { PATIENCE, type Patience, poolSettings } from "./patience.ts";
import { type Repositories, repositoriesOn } from "./repositories.ts";
import { columnTypes, sqlOn } from "./sql.ts";
import { inTransaction, type WorkOptions } from "./transaction.ts";

/** The one way to the books. Reads outside of a unit of work see committed rows only. */
export type Database = {
  /** Single statements on the pool. */
  readonly read: Repositories;
  /** The same pool for sessions and for jobs, which bring their own SQL. */
  readonly pool: pg.Pool;
  /**
   * Runs `work` in one transaction: all of it is committed or none. Deadlocks and serialisation failures are tried again,
   * three times at most, so `work` must not speak to anybody outside of the database.
   */
  unitOfWork<T>(work: (tx: Repositories) => Promise<T>, options?: WorkOptions): Promise<T>;
  /** Hears every announced change, whichever server instance made it. Answers a function that stops listening. */
  onChange(listener: (change: Change) => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
};

export type ConnectOptions = {
  maxConnections?: number;
  /** Hears of idle connections that broke; the pool replaces them by itself. */
  onError: (error: Error) => void;
  /** Default {@link PATIENCE}. */
  patience?: Patience | undefined;
};

/** Connects to PostgreSQL 15–18. Whoever waits longer than `patience` gets a `DatabaseUnavailable`. */
export function connect(url: string, options: ConnectOptions): Database {
  const patience = options.patience ?? PATIENCE;
  const pool = new pg.Pool({ ...poolSettings(url, "tillbook", patience), max: options.maxConnections ?? 12, types: columnTypes });
  pool.on("error", options.onError);
  // A connection may be cut while it is on its way from the pool to whoever asked for it, when nobody listens yet; Node ends a process
  // for an error that nobody hears. Its next statement says the same.
  pool.on("connect", (connection) => connection.on("error", () => undefined));
  const sql = sqlOn(pool, patience.statementMs);
  const parts = { pool, patience, announcer: announcerOn(sql, options.onError) };
  return {
    read: repositoriesOn(sql),
    pool,
    unitOfWork: (work, how = {}) => inTransaction(parts, work, how),
    onChange: (listener) => listen(url, patience, listener, options.onError),
    async close() {
      await parts.announcer.allTold();
      await pool.end();
    },
  };
}
