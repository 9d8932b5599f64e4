import { type MerchantAccount, merchantAccountSchema, type Role, roleSchema } from "@tillbook/domain/staff";
import { z } from "zod";
import type { Sql } from "../client/sql.ts";

const sealedSchema = merchantAccountSchema.extend({
  sealedClientKey: z.string(),
  clientKeySince: z.date(),
  previousSealedClientKey: z.string().nullable(),
  previousKeyUntil: z.date().nullable(),
  sealedNotificationKey: z.string().nullable(),
});
/** An account with its sealed keys; only the server's vault opens them. Notifications are believed by the key before, until its end. */
export type SealedAccount = Readonly<z.infer<typeof sealedSchema>>;
/** What is written of an account by the settings. */
export type AccountConnection = MerchantAccount & Pick<SealedAccount, "sealedClientKey" | "sealedNotificationKey">;

const seatRow = z.object({ userId: z.string(), name: z.string(), email: z.string(), role: z.string(), organisation: z.string() });
/** A person's place at the desk of one account. */
export type Seat = { userId: string; name: string; email: string; role: Role; organisation: string };

export type Accounts = ReturnType<typeof accountsOn>;

export function accountsOn(sql: Sql) {
  const one = (rows: unknown[]): SealedAccount | null => (rows[0] ? sealedSchema.parse(rows[0]) : null);
  return {
    async byId(id: string): Promise<SealedAccount | null> {
      return one(await sql(`SELECT * FROM "MerchantAccount" WHERE "id" = $1`, [id]));
    },
    async all(): Promise<SealedAccount[]> {
      return (await sql(`SELECT * FROM "MerchantAccount" ORDER BY "createdAt", "id"`)).map((row) => sealedSchema.parse(row));
    },
    async byAppCode(appCode: string, mchid: string | null): Promise<SealedAccount | null> {
      return one(
        await sql(`SELECT * FROM "MerchantAccount" WHERE "appCode" = $1 AND "mchid" IS NOT DISTINCT FROM $2 ORDER BY "createdAt" LIMIT 1`, [
          appCode,
          mchid,
        ]),
      );
    },
    /** Accounts a person may work for, oldest first. */
    async ofUser(userId: string): Promise<SealedAccount[]> {
      const rows = await sql(
        `SELECT a.* FROM "MerchantAccount" a JOIN "Membership" m ON m."organisationId" = a."organisationId" WHERE m."userId" = $1 ORDER BY a."createdAt", a."id"`,
        [userId],
      );
      return rows.map((row) => sealedSchema.parse(row));
    },
    async seat(userId: string, accountId: string): Promise<Seat | null> {
      const rows = await sql(
        `SELECT u."id" AS "userId", u."name", u."email", m."role", o."name" AS "organisation"
         FROM "MerchantAccount" a JOIN "Membership" m ON m."organisationId" = a."organisationId" JOIN "AuthUser" u ON u."id" = m."userId"
         JOIN "Organisation" o ON o."id" = a."organisationId" WHERE u."id" = $1 AND a."id" = $2`,
        [userId, accountId],
      );
      if (!rows[0]) return null;
      const row = seatRow.parse(rows[0]);
      return { ...row, role: roleSchema.parse(row.role) };
    },
    /** The accounts of one organisation, oldest first, by name. */
    async ofOrganisation(organisationId: string): Promise<{ id: string; name: string }[]> {
      return sql(`SELECT "id", "name" FROM "MerchantAccount" WHERE "organisationId" = $1 ORDER BY "createdAt", "id"`, [organisationId]);
    },
    /** Whether nobody else is served here: then what belongs to no account is theirs to see. */
    async isOnlyOrganisation(organisationId: string): Promise<boolean> {
      return (await sql(`SELECT 1 FROM "Organisation" WHERE "id" <> $1 LIMIT 1`, [organisationId])).length === 0;
    },
    /** Names of people and of programs among actors written `staff:<user id>` and `api:<key id>`. */
    async namesOf(actors: readonly string[]): Promise<ReadonlyMap<string, string>> {
      const idsOf = (kind: string): string[] =>
        [...new Set(actors)].flatMap((actor) => (actor.startsWith(kind) ? [actor.slice(kind.length)] : []));
      const rows = await sql<{ actor: string; name: string }>(
        `SELECT 'staff:' || "id" AS "actor", "name" FROM "AuthUser" WHERE "id" = ANY($1)
         UNION ALL SELECT 'api:' || "id", "name" FROM "ApiKey" WHERE "id" = ANY($2::uuid[])`,
        [idsOf("staff:"), idsOf("api:")],
      );
      return new Map(rows.map(({ actor, name }) => [actor, name]));
    },
    /** Everybody who works at an organisation, by name. */
    async membersOf(organisationId: string): Promise<{ userId: string; name: string; role: Role }[]> {
      const rows = await sql<{ userId: string; name: string; role: string }>(
        `SELECT u."id" AS "userId", u."name", m."role" FROM "Membership" m JOIN "AuthUser" u ON u."id" = m."userId" WHERE m."organisationId" = $1 ORDER BY u."name", u."id"`,
        [organisationId],
      );
      return rows.map(({ userId, name, role }) => ({ userId, name, role: roleSchema.parse(role) }));
    },
    async hasStaff(organisationId: string): Promise<boolean> {
      return (await sql(`SELECT 1 FROM "Membership" WHERE "organisationId" = $1 LIMIT 1`, [organisationId])).length > 0;
    },
    async insertOrganisation(organisation: { id: string; name: string; createdAt: Date }): Promise<void> {
      await sql(`INSERT INTO "Organisation" ("id","name","createdAt") VALUES ($1,$2,$3)`, [
        organisation.id,
        organisation.name,
        organisation.createdAt,
      ]);
    },
    async insert(account: AccountConnection, createdAt: Date): Promise<void> {
      await sql(
        `INSERT INTO "MerchantAccount" ("id","organisationId","name","appCode","sealedClientKey","mchid","signType","apiBase","redirectBase","environment","currencies","settlementRules","createdAt","closing","refundRules","clientKeySince","sealedNotificationKey")
         VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$13,$16)`,
        [account.id, account.organisationId, account.name, account.appCode, account.sealedClientKey, account.mchid, account.signType, account.apiBase,
          account.redirectBase, account.environment, account.currencies, JSON.stringify(account.settlementRules), createdAt,
          account.closing, JSON.stringify(account.refundRules), account.sealedNotificationKey],
      ); // biome-ignore format: columns and values side by side
    },
    /** What the settings say of a merchant may change between starts; who it is at QFPay may not. */
    async updateConnection(account: AccountConnection): Promise<void> {
      await sql(
        `UPDATE "MerchantAccount" SET "sealedClientKey" = $2, "signType" = $3, "apiBase" = $4, "redirectBase" = $5, "environment" = $6, "name" = $7, "currencies" = $8, "closing" = $9, "sealedNotificationKey" = $10 WHERE "id" = $1`,
        [
          account.id,
          account.sealedClientKey,
          account.signType,
          account.apiBase,
          account.redirectBase,
          account.environment,
          account.name,
          account.currencies,
          account.closing,
          account.sealedNotificationKey,
        ],
      );
    },
    /** Another client key is in force from now on: its age begins. */
    async beginClientKey(id: string, since: Date): Promise<void> {
      await sql(`UPDATE "MerchantAccount" SET "clientKeySince" = $2 WHERE "id" = $1`, [id, since]);
    },
    /** Keeps the key by which notifications were believed so far; they are believed by it until then. */
    async keepPreviousKey(id: string, sealedKey: string, until: Date): Promise<void> {
      await sql(`UPDATE "MerchantAccount" SET "previousSealedClientKey" = $2, "previousKeyUntil" = $3 WHERE "id" = $1`, [
        id,
        sealedKey,
        until,
      ]);
    },
    async join(userId: string, organisationId: string, role: Role): Promise<void> {
      await sql(
        `INSERT INTO "Membership" ("userId","organisationId","role") VALUES ($1,$2,$3) ON CONFLICT ("userId","organisationId") DO UPDATE SET "role" = excluded."role"`,
        [userId, organisationId, role],
      );
    },
  };
}
