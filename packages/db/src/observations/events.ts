import { type AuditEntry, auditInsertion } from "../audit/index.ts";
import { announce as announceChange, type Change } from "../client/announce.ts";
import type { Sql } from "../client/sql.ts";
import { type Statement, together } from "../client/statement.ts";
import { later } from "../client/unit.ts";
import { changesInsertion, type StateChangeRow } from "./observations.ts";

/** What is told of something that was done here: what it moved, who did it, and whose screens show it. */
export type Events = { readonly changes: readonly StateChangeRow[]; readonly deeds: readonly AuditEntry[]; readonly announce: Change };

/** Writes events in one statement, together with the rows that they tell of. */
export async function writeEvents(sql: Sql, events: readonly Events[], rows: Readonly<Record<string, Statement>> = {}): Promise<void> {
  const changes = events.flatMap((each) => each.changes);
  const deeds = events.flatMap((each) => each.deeds);
  const writes: Record<string, Statement> = { ...rows };
  if (changes.length > 0) writes["changes"] = changesInsertion(changes);
  if (deeds.length > 0) writes["deeds"] = auditInsertion(deeds);
  await later(sql, together(writes, { text: "SELECT 1", params: [] }));
  for (const { announce } of events) await announceChange(sql, announce);
}
