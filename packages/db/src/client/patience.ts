import type { PoolConfig } from "pg";
import { AttentiveSocket } from "./attentive-socket.ts";

/** How long we wait for the database, in milliseconds, before we say that it cannot be reached. */
export type Patience = {
  /** For a connection: a new one, or a free one of the pool. */
  readonly connectMs: number;
  /** For the answer to one statement. Also what a stuck connection holds its place in the pool for, so it is short. */
  readonly statementMs: number;
  /** For one statement over a whole statement file or day, where a unit of work asks for it. */
  readonly bulkStatementMs: number;
  /** So long the server lets one of our transactions lie idle, with its locks, when we have frozen or the line has gone dead. */
  readonly idleInTransactionMs: number;
};

export const PATIENCE: Patience = { connectMs: 3_000, statementMs: 5_000, bulkStatementMs: 600_000, idleInTransactionMs: 30_000 };

/** What every pool of ours has in common. Both sides watch the time: the server lets go of locks, and we of a server that is silent. */
export function poolSettings(url: string, name: string, patience: Patience = PATIENCE): PoolConfig {
  return {
    connectionString: url,
    application_name: name,
    connectionTimeoutMillis: patience.connectMs,
    query_timeout: patience.statementMs,
    statement_timeout: patience.statementMs,
    idle_in_transaction_session_timeout: patience.idleInTransactionMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  };
}

/** As {@link poolSettings}, for who lends connections out and takes them back without a look: those on dead lines end by themselves. */
export function attentivePoolSettings(url: string, name: string, patience: Patience = PATIENCE): PoolConfig {
  const { query_timeout: _byTheLine, ...settings } = poolSettings(url, name, patience);
  return { ...settings, stream: () => new AttentiveSocket(patience.statementMs) };
}
