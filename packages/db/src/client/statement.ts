import type pg from "pg";
import type { Sql } from "./sql.ts";

/** One parameterised statement as a value, so that several can go to the database as one. */
export type Statement = { readonly text: string; readonly params: readonly unknown[] };

/** Runs a statement by itself. */
export function run<Row extends pg.QueryResultRow>(sql: Sql, { text, params }: Statement): Promise<Row[]> {
  return sql<Row>(text, params);
}

/**
 * Makes one statement of several that write, and of a last one that may read what the named ones RETURN: all of it happens or nothing,
 * in one round trip. They see the rows as they were before any of them, so no two may write the same row.
 */
export function together(writes: Readonly<Record<string, Statement>>, last: Statement): Statement {
  const params: unknown[] = [];
  const placed = (statement: Statement): string => {
    const before = params.length;
    params.push(...statement.params);
    return before === 0 ? statement.text : statement.text.replaceAll(/\$(\d+)/g, (_match, place: string) => `$${Number(place) + before}`);
  };
  const named = Object.entries(writes).map(([name, statement]) => `"${name}" AS (${placed(statement)})`);
  return { text: named.length === 0 ? placed(last) : `WITH ${named.join(", ")} ${placed(last)}`, params };
}
