import { type WebhookEvent, webhookEventSchema } from "@tillbook/domain/webhooks";
import { z } from "zod";
import type { Sql } from "../client/sql.ts";

const endpointRow = z.object({
  id: z.string(),
  accountId: z.string(),
  url: z.string(),
  description: z.string(),
  events: z.array(webhookEventSchema),
  sealedSecret: z.string(),
  sealedPreviousSecret: z.string().nullable(),
  previousSecretUntil: z.date().nullable(),
  pausedAt: z.date().nullable(),
  pausedBy: z.string().nullable(),
  failingSince: z.date().nullable(),
  createdBy: z.string(),
  createdAt: z.date(),
});

/** Where a merchant's program hears of changes. No events means all of them. */
export type Endpoint = Omit<z.infer<typeof endpointRow>, "events"> & { readonly events: readonly WebhookEvent[] };
export type NewEndpoint = Pick<
  Endpoint,
  "id" | "accountId" | "url" | "description" | "events" | "sealedSecret" | "createdBy" | "createdAt"
>;

export type Endpoints = ReturnType<typeof endpointsOn>;

export function endpointsOn(sql: Sql) {
  return {
    /** Keeps a new endpoint; one with the same id is left as it is. */
    async insert(endpoint: NewEndpoint): Promise<void> {
      await sql(
        `INSERT INTO "WebhookEndpoint" ("id","accountId","url","description","events","sealedSecret","createdBy","createdAt")
         VALUES ($1,$2,$3,$4,$5,$6,$7,$8) ON CONFLICT ("id") DO NOTHING`,
        [endpoint.id, endpoint.accountId, endpoint.url, endpoint.description, [...endpoint.events], endpoint.sealedSecret,
          endpoint.createdBy, endpoint.createdAt],
      ); // biome-ignore format: columns and values side by side
    },
    async byId(accountId: string, id: string): Promise<Endpoint | null> {
      const rows = await sql(`SELECT * FROM "WebhookEndpoint" WHERE "accountId" = $1 AND "id" = $2 AND "deletedAt" IS NULL`, [
        accountId,
        id,
      ]);
      return rows[0] ? endpointRow.parse(rows[0]) : null;
    },
    /** As `byId`, and nobody else changes it until the transaction ends. */
    async lock(accountId: string, id: string): Promise<Endpoint | null> {
      const rows = await sql(
        `SELECT * FROM "WebhookEndpoint" WHERE "accountId" = $1 AND "id" = $2 AND "deletedAt" IS NULL FOR NO KEY UPDATE`,
        [accountId, id],
      );
      return rows[0] ? endpointRow.parse(rows[0]) : null;
    },
    async ofAccount(accountId: string): Promise<Endpoint[]> {
      const rows = await sql(`SELECT * FROM "WebhookEndpoint" WHERE "accountId" = $1 AND "deletedAt" IS NULL ORDER BY "createdAt", "id"`, [
        accountId,
      ]);
      return rows.map((row) => endpointRow.parse(row));
    },
    async save(endpoint: Endpoint): Promise<void> {
      await sql(
        `UPDATE "WebhookEndpoint" SET "url" = $2, "description" = $3, "events" = $4, "sealedSecret" = $5, "sealedPreviousSecret" = $6,
           "previousSecretUntil" = $7, "pausedAt" = $8, "pausedBy" = $9, "failingSince" = $10 WHERE "id" = $1`,
        [endpoint.id, endpoint.url, endpoint.description, [...endpoint.events], endpoint.sealedSecret, endpoint.sealedPreviousSecret,
          endpoint.previousSecretUntil, endpoint.pausedAt, endpoint.pausedBy, endpoint.failingSince],
      ); // biome-ignore format: columns and values side by side
    },
    /** Takes an endpoint away: nothing more is written for it, and what still waits is given up. Its log stays. */
    async remove(accountId: string, id: string, at: Date): Promise<void> {
      await sql(`UPDATE "WebhookEndpoint" SET "deletedAt" = $3 WHERE "accountId" = $1 AND "id" = $2 AND "deletedAt" IS NULL`, [
        accountId,
        id,
        at,
      ]);
      await sql(`UPDATE "WebhookDelivery" SET "state" = 'failed', "nextAttemptAt" = NULL WHERE "endpointId" = $1 AND "state" = 'waiting'`, [
        id,
      ]);
    },
    /** Notes the first failure after a success. Answers since when it fails. */
    async failed(id: string, at: Date): Promise<Date> {
      const rows = await sql<{ failingSince: Date }>(
        `UPDATE "WebhookEndpoint" SET "failingSince" = coalesce("failingSince", $2) WHERE "id" = $1 RETURNING "failingSince"`,
        [id, at],
      );
      return rows[0]?.failingSince ?? at;
    },
    async worked(id: string): Promise<void> {
      await sql(`UPDATE "WebhookEndpoint" SET "failingSince" = NULL WHERE "id" = $1 AND "failingSince" IS NOT NULL`, [id]);
    },
  };
}
