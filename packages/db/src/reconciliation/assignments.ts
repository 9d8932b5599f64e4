import { settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import type { Sql } from "../client/sql.ts";

const row = z.object({ subject: z.string(), owner: z.string(), nextActionOn: settlementDaySchema, by: z.string(), at: z.date() });
/** Who looks after a break and when something is done next. */
export type StoredAssignment = z.infer<typeof row>;

export type Assignments = ReturnType<typeof assignmentsOn>;

export function assignmentsOn(sql: Sql) {
  return {
    async insert(accountId: string, subjects: readonly string[], told: Omit<StoredAssignment, "subject">): Promise<void> {
      await sql(
        `INSERT INTO "BreakAssignment" ("accountId","subject","owner","nextActionOn","by","at") SELECT $1, s, $3, $4, $5, $6 FROM unnest($2::text[]) AS s`,
        [accountId, [...subjects], told.owner, told.nextActionOn, told.by, told.at],
      );
    },
    /** The newest of each. */
    async of(accountId: string, subjects: readonly string[]): Promise<Map<string, StoredAssignment>> {
      if (subjects.length === 0) return new Map();
      const rows = await sql(
        `SELECT DISTINCT ON ("subject") * FROM "BreakAssignment" WHERE "accountId" = $1 AND "subject" = ANY($2) ORDER BY "subject", "id" DESC`,
        [accountId, [...subjects]],
      );
      return new Map(rows.map((each) => row.parse(each)).map((each) => [each.subject, each]));
    },
  };
}
