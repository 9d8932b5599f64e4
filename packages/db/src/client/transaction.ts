import pg from "pg";
import { type Announcer, holdAnnouncements } from "./announce.ts";
import { allowCopying, giveUpCopying } from "./copy.ts";
import type { Patience } from "./patience.ts";
import { type Repositories, repositoriesOn } from "./repositories.ts";
import { bulkSqlOn, type Sql, sqlOn } from "./sql.ts";
import { DatabaseUnavailable, namedFailure } from "./unavailable.ts";
import { unitOn } from "./unit.ts";

/** `bulk`: statements may run over a whole file or day, and our own reckoning may take its time in between. */
export type WorkOptions = { readonly bulk?: boolean };

/** Serialisation failure, deadlock, and a plan that is older than the tables. */
const RETRIABLE = new Set(["40001", "40P01", "0A000"]);
const MOST_TRIES = 3;

type Parts = { readonly pool: pg.Pool; readonly patience: Patience; readonly announcer: Announcer };

/** Runs `work` between BEGIN and COMMIT, again after a deadlock or a serialisation failure. */
export async function inTransaction<T>(
  { pool, patience, announcer }: Parts,
  work: (tx: Repositories) => Promise<T>,
  { bulk = false }: WorkOptions,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const connection = await connected(pool);
    const lost = (): void => undefined; // the pending query rejects with the same news
    connection.on("error", lost);
    const ask = bulk ? bulkSqlOn(connection, patience.bulkStatementMs) : sqlOn(connection, patience.statementMs);
    const unit = unitOn(connection, ask, { text: bulk ? `BEGIN; ${bulkSettings(patience)}` : "BEGIN", isNeeded: bulk });
    if (bulk) allowCopying(unit.sql, connection, patience.bulkStatementMs);
    let broken: Error | undefined;
    try {
      const announced = holdAnnouncements(unit.sql);
      const result = await work(repositoriesOn(unit.sql));
      await unit.commit();
      announcer.tell(announced());
      return result;
    } catch (error) {
      await giveUpCopying(unit.sql);
      broken = await undone(error, unit.hasBegun() ? sqlOn(connection, patience.connectMs) : null);
      if (attempt >= MOST_TRIES || !(error instanceof pg.DatabaseError) || !RETRIABLE.has(error.code ?? "")) throw error;
    } finally {
      unit.end();
      connection.off("error", lost);
      connection.release(broken);
    }
  }
}

async function connected(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw namedFailure(error);
  }
}

/** Rolls back, and says why the connection must not be used again. Behind a statement without an answer a ROLLBACK would only wait too. */
async function undone(error: unknown, sql: Sql | null): Promise<Error | undefined> {
  if (error instanceof DatabaseUnavailable) return error;
  if (sql === null) return undefined;
  try {
    await sql("ROLLBACK");
    return undefined;
  } catch (failed) {
    return failed instanceof Error ? failed : new DatabaseUnavailable(failed);
  }
}

/** Long statements, and one processor for each: the others are for whoever pays meanwhile. */
function bulkSettings({ bulkStatementMs }: Patience): string {
  const patient = `SET LOCAL statement_timeout = ${bulkStatementMs}; SET LOCAL idle_in_transaction_session_timeout = ${bulkStatementMs}`;
  return `${patient}; SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL jit = off`;
}
