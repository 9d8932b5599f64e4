import { type AuditEntry, auditInsertion } from "../audit/index.ts";
import { announce as announceChange, type Change } from "../client/announce.ts";
import type { Sql } from "../client/sql.ts";
import { type Statement, together } from "../client/statement.ts";
import { later } from "../client/unit.ts";
import { changesInsertion, type StateChangeRow } from "./observations.ts";

/** What is told of something that was done here: what it moved, who did it, and whose screens show it. */
export type Events = { readonly changes: readonly StateChangeRow[]; readonly deeds: readonly AuditEntry[]; readonly announce: Change };

/** Writes events in one statement, together with the rows that they tell of. */
export async function writeEvents(
  sql: Sql,
  { changes, deeds, announce }: Events,
  rows: Readonly<Record<string, Statement>> = {},
): Promise<void> {
  const writes: Record<string, Statement> = { ...rows };
  if (changes.length > 0) writes["changes"] = changesInsertion(changes);
  for (const [index, deed] of deeds.entries()) writes[`deed${index}`] = auditInsertion(deed);
  await later(sql, together(writes, { text: "SELECT 1", params: [] }));
  await announceChange(sql, announce);
}
