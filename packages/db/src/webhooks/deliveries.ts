import { z } from "zod";
import type { Sql } from "../client/sql.ts";

const deliveryRow = z.object({
  id: z.string(),
  accountId: z.string(),
  endpointId: z.string(),
  changeId: z.bigint().nullable(),
  caseId: z.string().nullable(),
  eventId: z.string(),
  type: z.string(),
  state: z.enum(["waiting", "delivered", "failed"]),
  nextAttemptAt: z.date().nullable(),
  tries: z.int(),
  lastStatus: z.int().nullable(),
  deliveredAt: z.date().nullable(),
  createdAt: z.date(),
});
/** One event on its way to one endpoint. */
export type Delivery = z.infer<typeof deliveryRow>;
export type DeliveryState = Delivery["state"];

const listedRow = deliveryRow.extend({ url: z.string(), isEndpointGone: z.boolean() });
/** A delivery with the address that it goes to. */
export type ListedDelivery = z.infer<typeof listedRow>;

const attemptRow = z.object({
  at: z.date(),
  took: z.int(),
  status: z.int().nullable(),
  fault: z.string().nullable(),
  answer: z.string(),
});
/** One time that a delivery was sent. `took` in milliseconds; status or fault, one of the two. */
export type Attempt = z.infer<typeof attemptRow>;

export type DeliveryFilter = {
  accountId: string;
  endpointId: string | null;
  state: DeliveryState | null;
  type: string | null;
  from: Date | null;
  to: Date | null;
  after: { at: Date; id: string } | null;
  limit: number;
};

/** How many deliveries one endpoint may have in a round; one that fails gets one. */
const AT_ONCE_FOR_ONE = 20;

export type Deliveries = ReturnType<typeof deliveriesOn>;

export function deliveriesOn(sql: Sql) {
  return {
    async insert(delivery: Pick<Delivery, "id" | "accountId" | "endpointId" | "eventId" | "type" | "createdAt">): Promise<void> {
      await sql(
        `INSERT INTO "WebhookDelivery" ("id","accountId","endpointId","changeId","eventId","type","state","nextAttemptAt","createdAt")
         VALUES ($1,$2,$3,NULL,$4,$5,'waiting',$6,$6) ON CONFLICT ("id") DO NOTHING`,
        [delivery.id, delivery.accountId, delivery.endpointId, delivery.eventId, delivery.type, delivery.createdAt],
      );
    },
    /**
     * Takes deliveries that are due, of every account, and holds them until `leaseUntil`: no second worker takes them meanwhile, and a
     * worker that dies gives them back by time. No endpoint takes the places of the others.
     */
    async claimDue(now: Date, leaseUntil: Date, limit: number): Promise<Delivery[]> {
      const rows = await sql(
        `WITH due AS (
           SELECT d."id" FROM "WebhookEndpoint" e CROSS JOIN LATERAL (
             SELECT "id" FROM "WebhookDelivery" WHERE "endpointId" = e."id" AND "nextAttemptAt" <= $1
             ORDER BY "nextAttemptAt" LIMIT CASE WHEN e."failingSince" IS NULL THEN $4::int ELSE 1 END FOR UPDATE SKIP LOCKED) d
           WHERE e."pausedAt" IS NULL AND e."deletedAt" IS NULL LIMIT $3)
         UPDATE "WebhookDelivery" w SET "nextAttemptAt" = $2 FROM due WHERE w."id" = due."id" RETURNING w.*`,
        [now, leaseUntil, limit, AT_ONCE_FOR_ONE],
      );
      return rows.map((row) => deliveryRow.parse(row));
    },
    /** Writes down one attempt and where the delivery stands after it. One that arrived once stays delivered. */
    async record(id: string, attempt: Attempt, after: { state: DeliveryState; nextAttemptAt: Date | null }): Promise<void> {
      await sql(
        `WITH attempt AS (INSERT INTO "WebhookAttempt" ("deliveryId","at","took","status","fault","answer") VALUES ($1,$2,$3,$4,$5,$6))
         UPDATE "WebhookDelivery" SET "state" = $7, "nextAttemptAt" = $8, "tries" = "tries" + 1, "lastStatus" = $4,
           "deliveredAt" = CASE WHEN $7 = 'delivered' THEN $2 ELSE "deliveredAt" END WHERE "id" = $1`,
        [id, attempt.at, attempt.took, attempt.status, attempt.fault, attempt.answer, after.state, after.nextAttemptAt],
      );
    },
    /** Sends deliveries again from the beginning of their plan. Answers the ids of those there are. */
    async sendAgain(accountId: string, ids: readonly string[], now: Date): Promise<string[]> {
      const rows = await sql<{ id: string }>(
        `UPDATE "WebhookDelivery" d SET "state" = 'waiting', "nextAttemptAt" = $3, "tries" = 0 FROM "WebhookEndpoint" e
         WHERE d."accountId" = $1 AND d."id" = ANY($2) AND e."id" = d."endpointId" AND e."deletedAt" IS NULL RETURNING d."id"`,
        [accountId, [...ids], now],
      );
      return rows.map(({ id }) => id);
    },
    async byId(accountId: string, id: string): Promise<ListedDelivery | null> {
      const rows = await sql(
        `SELECT d.*, e."url", e."deletedAt" IS NOT NULL AS "isEndpointGone" FROM "WebhookDelivery" d JOIN "WebhookEndpoint" e ON e."id" = d."endpointId"
         WHERE d."accountId" = $1 AND d."id" = $2`,
        [accountId, id],
      );
      return rows[0] ? listedRow.parse(rows[0]) : null;
    },
    /** Attempts of a delivery, newest first. */
    async attemptsOf(id: string): Promise<Attempt[]> {
      const rows = await sql(`SELECT * FROM "WebhookAttempt" WHERE "deliveryId" = $1 ORDER BY "at" DESC, "id" DESC LIMIT 200`, [id]);
      return rows.map((row) => attemptRow.parse(row));
    },
    /** A page of the log, newest first, by keyset. */
    async list(filter: DeliveryFilter): Promise<ListedDelivery[]> {
      const where = [`d."accountId" = $1`];
      const params: unknown[] = [filter.accountId];
      const also = (condition: (n: string) => string, value: unknown): void => {
        if (value === null) return;
        params.push(value);
        where.push(condition(`$${params.length}`));
      };
      also((n) => `d."endpointId" = ${n}`, filter.endpointId);
      also((n) => `d."state" = ${n}`, filter.state);
      also((n) => `d."type" = ${n}`, filter.type);
      also((n) => `d."createdAt" >= ${n}`, filter.from);
      also((n) => `d."createdAt" < ${n}`, filter.to);
      if (filter.after) {
        params.push(filter.after.at, filter.after.id);
        where.push(`(d."createdAt", d."id") < ($${params.length - 1}, $${params.length})`);
      }
      params.push(filter.limit);
      const rows = await sql(
        `SELECT d.*, e."url", e."deletedAt" IS NOT NULL AS "isEndpointGone" FROM "WebhookDelivery" d JOIN "WebhookEndpoint" e ON e."id" = d."endpointId"
         WHERE ${where.join(" AND ")} ORDER BY d."createdAt" DESC, d."id" DESC LIMIT $${params.length}`,
        params,
      );
      return rows.map((row) => listedRow.parse(row));
    },
  };
}
