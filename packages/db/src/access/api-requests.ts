import { z } from "zod";
import type { Sql } from "../client/sql.ts";

const requestRow = z.object({
  id: z.string(),
  idempotencyKey: z.string(),
  fingerprint: z.string(),
  leaseUntil: z.date(),
  runs: z.int(),
  createdAt: z.date(),
  status: z.int().nullable(),
  sealedAnswer: z.string().nullable(),
});

/** A call under an Idempotency-Key. `runs` counts who took it on; status and answer are there once it was answered. */
export type ApiRequest = z.infer<typeof requestRow>;

export type NewApiRequest = {
  id: string;
  accountId: string;
  apiKeyId: string;
  idempotencyKey: string;
  fingerprint: string;
  leaseUntil: Date;
  createdAt: Date;
};

export type ApiRequests = ReturnType<typeof apiRequestsOn>;

export function apiRequestsOn(sql: Sql) {
  return {
    /**
     * Takes a call on: a new one, or one whose last runner let its lease run out. Null when somebody else is at it, has answered it,
     * or when it was another call. Of several at once exactly one gets it.
     */
    async take(wanted: NewApiRequest): Promise<ApiRequest | null> {
      const rows = await sql(
        `INSERT INTO "ApiRequest" AS r ("id","accountId","apiKeyId","idempotencyKey","fingerprint","leaseUntil","createdAt")
         VALUES ($1,$2,$3,$4,$5,$6,$7)
         ON CONFLICT ("accountId","idempotencyKey") DO UPDATE SET "leaseUntil" = excluded."leaseUntil", "runs" = r."runs" + 1
           WHERE r."answeredAt" IS NULL AND r."leaseUntil" <= excluded."createdAt" AND r."fingerprint" = excluded."fingerprint"
         RETURNING *`,
        [wanted.id, wanted.accountId, wanted.apiKeyId, wanted.idempotencyKey, wanted.fingerprint, wanted.leaseUntil, wanted.createdAt],
      );
      return rows[0] ? requestRow.parse(rows[0]) : null;
    },
    async byKey(accountId: string, idempotencyKey: string): Promise<ApiRequest | null> {
      const rows = await sql(`SELECT * FROM "ApiRequest" WHERE "accountId" = $1 AND "idempotencyKey" = $2`, [accountId, idempotencyKey]);
      return rows[0] ? requestRow.parse(rows[0]) : null;
    },
    /** Sets until when its runner holds it, unless another has taken it over meanwhile. */
    async hold({ id, runs }: Pick<ApiRequest, "id" | "runs">, until: Date): Promise<void> {
      await sql(`UPDATE "ApiRequest" SET "leaseUntil" = $3 WHERE "id" = $1 AND "runs" = $2 AND "answeredAt" IS NULL`, [id, runs, until]);
    },
    /** Forgets a call that was refused before anything was begun: its key is free again. */
    async forget({ id, runs }: Pick<ApiRequest, "id" | "runs">): Promise<void> {
      await sql(`DELETE FROM "ApiRequest" WHERE "id" = $1 AND "runs" = $2 AND "answeredAt" IS NULL`, [id, runs]);
    },
    /** Keeps the answer for ever; false when another runner was quicker. */
    async answer(id: string, answer: { status: number; sealedAnswer: string; at: Date }): Promise<boolean> {
      const kept = await sql(
        `UPDATE "ApiRequest" SET "status" = $2, "sealedAnswer" = $3, "answeredAt" = $4 WHERE "id" = $1 AND "answeredAt" IS NULL RETURNING "id"`,
        [id, answer.status, answer.sealedAnswer, answer.at],
      );
      return kept.length === 1;
    },
  };
}
