import type { Sql } from "@tillbook/db/client";
import type pg from "pg";

/** A statement as the product would send it. */
export type SentStatement = { readonly text: string; readonly params: readonly unknown[] };

/** What `ask` sends first, without sending it. */
export async function statementOf(ask: (sql: Sql) => Promise<unknown>): Promise<SentStatement> {
  let sent: SentStatement | undefined;
  const sql: Sql = async (text, params = []) => {
    sent ??= { text, params };
    return [];
  };
  await ask(sql).catch(() => undefined); // it may not like to be answered with nothing
  if (sent === undefined) throw new Error("nothing was sent");
  return sent;
}

/** Runs a statement bare: planned once a connection like the product's own, its rows read by the driver and by nobody else. */
export async function runBare(client: pg.Client, { text, params }: SentStatement): Promise<pg.QueryResultRow[]> {
  let name = names.get(text);
  if (name === undefined) {
    name = `bare_${names.size}`;
    names.set(text, name);
  }
  return (await client.query({ name, text, values: [...params] })).rows;
}
const names = new Map<string, string>();
