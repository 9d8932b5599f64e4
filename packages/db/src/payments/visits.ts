import pg from "pg";
import { z } from "zod";
import type { Sql } from "../client/sql.ts";

/** One opening of a link inside WeChat: a one-time state bound to that browser's cookie. Secrets are kept as digests. */
export type Visit = { id: string; orderId: string; paymentId: string | null };
const visitRow = z.object({ id: z.string(), orderId: z.string(), paymentId: z.string().nullable() });

export type Visits = ReturnType<typeof visitsOn>;

export function visitsOn(sql: Sql) {
  return {
    async insert(visit: {
      id: string;
      orderId: string;
      stateHash: string;
      cookieHash: string;
      createdAt: Date;
      expiresAt: Date;
    }): Promise<void> {
      await sql(`INSERT INTO "JsapiVisit" ("id","orderId","stateHash","cookieHash","createdAt","expiresAt") VALUES ($1,$2,$3,$4,$5,$6)`, [
        visit.id,
        visit.orderId,
        visit.stateHash,
        visit.cookieHash,
        visit.createdAt,
        visit.expiresAt,
      ]);
    },
    /** Burns the state: right order, right browser, in time and never used before, or null. A code is used once in all the world. */
    async burn(use: { orderId: string; stateHash: string; cookieHash: string; codeHash: string; now: Date }): Promise<Visit | null> {
      const burnt = sql(
        `UPDATE "JsapiVisit" SET "usedAt" = $5, "codeHash" = $4
         WHERE "orderId" = $1 AND "stateHash" = $2 AND "cookieHash" = $3 AND "usedAt" IS NULL AND "expiresAt" > $5
           AND NOT EXISTS (SELECT 1 FROM "JsapiVisit" other WHERE other."codeHash" = $4)
         RETURNING "id", "orderId", "paymentId"`,
        [use.orderId, use.stateHash, use.cookieHash, use.codeHash, use.now],
      );
      const rows = await burnt.catch(noneWhereCodeIsTaken);
      return rows[0] ? visitRow.parse(rows[0]) : null;
    },
    async tie(id: string, paymentId: string): Promise<void> {
      await sql(`UPDATE "JsapiVisit" SET "paymentId" = $2 WHERE "id" = $1`, [id, paymentId]);
    },
  };
}

/** Two openings that bring one code in the same moment meet at the index, before either can see the other. */
function noneWhereCodeIsTaken(error: unknown): [] {
  if (error instanceof pg.DatabaseError && error.constraint === "JsapiVisit_codeHash_key") return [];
  throw error;
}
