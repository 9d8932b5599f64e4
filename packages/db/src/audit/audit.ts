import { z } from "zod";
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

/** The statement that writes what was done. */
export function auditInsertion(entry: AuditEntry): Statement {
  return {
    text: `INSERT INTO "AuditEntry" ("accountId","actor","action","subject","subjectId","details","at") VALUES ($1,$2,$3,$4,$5,$6,$7)`,
    params: [entry.accountId, entry.actor, entry.action, entry.subject, entry.subjectId, JSON.stringify(entry.details ?? {}), entry.at],
  };
}

export type Audit = ReturnType<typeof auditOn>;

export function auditOn(sql: Sql) {
  return {
    async insert(entry: AuditEntry): Promise<void> {
      await run(sql, auditInsertion(entry));
    },
    async of(subjectIds: readonly string[]): Promise<StoredAuditEntry[]> {
      const rows = await sql(`SELECT "actor","action","at" FROM "AuditEntry" WHERE "subjectId" = ANY($1) ORDER BY "at", "id"`, [
        [...subjectIds],
      ]);
      return rows.map((row) => entryRow.parse(row));
    },
  };
}
