import pg from "pg";

/** Runs one parameterised statement and answers its rows: the pool outside of a unit of work, its connection inside. */
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

/** Binds statements to a pool or to one connection. */
export function sqlOn(runner: pg.Pool | pg.PoolClient): Sql {
  return async (text, params = []) => (await runner.query({ text, values: [...params] })).rows;
}
