import { z } from "zod";
import { insertion } from "../client/rows.ts";
import type { Sql } from "../client/sql.ts";
import { run, type Statement } from "../client/statement.ts";

/** What a person did; written in the same transaction as the deed. */
export type AuditEntry = {
  accountId: string;
  actor: string;
  action: string;
  subject: string;
  subjectId: string;
  details?: object;
  at: Date;
};

const entryRow = z.object({ actor: z.string(), action: z.string(), at: z.date() });
export type StoredAuditEntry = z.infer<typeof entryRow>;

const ENTRY = {
  accountId: "uuid",
  actor: "text",
  action: "text",
  subject: "text",
  subjectId: "text",
  details: "jsonb",
  at: "timestamptz",
} as const;

/** The statement that writes what was done. */
export function auditInsertion(entries: readonly AuditEntry[]): Statement {
  return insertion(
    "AuditEntry",
    ENTRY,
    entries.map((entry) => ({ ...entry, details: entry.details ?? {} })),
  );
}

export type Audit = ReturnType<typeof auditOn>;

export function auditOn(sql: Sql) {
  return {
    async insert(entry: AuditEntry): Promise<void> {
      await run(sql, auditInsertion([entry]));
    },
    async of(subjectIds: readonly string[]): Promise<StoredAuditEntry[]> {
      const rows = await sql(`SELECT "actor","action","at" FROM "AuditEntry" WHERE "subjectId" = ANY($1) ORDER BY "at", "id"`, [
        [...subjectIds],
      ]);
      return rows.map((row) => entryRow.parse(row));
    },
  };
}
