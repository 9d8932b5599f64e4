import pg from "pg";
import { planName, wasPlanOutdated } from "./plans.ts";
import { namedFailure } from "./unavailable.ts";

/**
 * Runs one parameterised statement and answers its rows: the pool outside of a unit of work, its connection inside.
 * Throws `DatabaseUnavailable` when the line broke or nothing was answered in time.
 */
export type Sql = <Row extends pg.QueryResultRow>(text: string, params?: readonly unknown[]) => Promise<Row[]>;

const INT8 = 20;
const DATE = 1082;

/** Whole numbers come back as bigint, calendar days as text: neither survives JavaScript's own number or Date. */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: "text" | "binary") {
    if (format !== "binary" && oid === INT8) return (text: string) => BigInt(text);
    if (format !== "binary" && oid === DATE) return (text: string) => text;
    return pg.types.getTypeParser(oid, format);
  },
};

/** Binds statements to a pool or to one connection, each answered within `timeoutMs` and planned once a connection. */
export function sqlOn(runner: pg.Pool | pg.PoolClient, timeoutMs: number): Sql {
  const ask = askOn(runner, timeoutMs);
  return async (text, params = []) => {
    try {
      return await ask(text, params, params.length > 0 ? planName(text) : undefined);
    } catch (error) {
      if (wasPlanOutdated(error) && runner instanceof pg.Pool) return ask(text, params, undefined); // a unit of work is tried again as a whole
      throw error;
    }
  };
}

/** As {@link sqlOn} for statements over a whole file or day: each is planned by what it is asked for, and not once for all. */
export function bulkSqlOn(runner: pg.PoolClient, timeoutMs: number): Sql {
  const ask = askOn(runner, timeoutMs);
  return (text, params = []) => ask(text, params, undefined);
}

function askOn(runner: pg.Pool | pg.PoolClient, timeoutMs: number) {
  return async <Row extends pg.QueryResultRow>(text: string, params: readonly unknown[], plan: string | undefined): Promise<Row[]> => {
    try {
      // pg reads query_timeout from a query too, which its types do not know.
      const query: pg.QueryConfig & { query_timeout: number } = { text, values: [...params], query_timeout: timeoutMs };
      return (await runner.query<Row>(plan === undefined ? query : { ...query, name: plan })).rows;
    } catch (error) {
      throw namedFailure(error);
    }
  };
}
