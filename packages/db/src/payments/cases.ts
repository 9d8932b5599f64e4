import type { CaseKind, CaseResolution } from "@tillbook/domain/payments";
import { z } from "zod";
import type { Sql } from "../client/sql.ts";
import { run, type Statement } from "../client/statement.ts";

/** A case as it is opened. `once` says of what there is one case at most, beside one a payment and kind. */
export type NewCase = {
  readonly id: string;
  readonly accountId: string;
  readonly kind: CaseKind;
  readonly orderId: string | null;
  /** Null on quarantined news, which may name a payment without being about it. */
  readonly paymentId: string | null;
  readonly openedAt: Date;
  /** `same_text`: of news with this very text. `same_findings`: of news about the order in which the very same does not fit. */
  readonly once?:
    | { readonly of: "same_text"; readonly raw: string }
    | { readonly of: "same_findings"; readonly findings: readonly string[] };
};

const caseRow = z.object({
  id: z.string(),
  accountId: z.string(),
  kind: z.enum(["paid_late", "twin", "unclear", "quarantined"]),
  orderId: z.string().nullable(),
  paymentId: z.string().nullable(),
  observationId: z.bigint().nullable(),
  openedAt: z.date(),
  closedAt: z.date().nullable(),
  resolution: z.enum(["accepted", "refunded", "declared_unpaid", "became_clear", "dismissed"]).nullable(),
  note: z.string().nullable(),
  closedBy: z.string().nullable(),
});
/** Something about money that a person decides or decided. */
export type StoredCase = Readonly<z.infer<typeof caseRow>>;

/** A database row as a case. */
export function caseFromRow(row: unknown): StoredCase {
  return caseRow.parse(row);
}

export type Cases = ReturnType<typeof casesOn>;

export function casesOn(sql: Sql) {
  return {
    /** Opens a case that rests on no news; nothing when there is one already. */
    async open(aCase: NewCase): Promise<void> {
      await run(sql, caseOpening(aCase));
    },
    async byId(accountId: string, id: string): Promise<StoredCase | null> {
      const [row] = await sql(`SELECT * FROM "PaymentCase" WHERE "accountId" = $1 AND "id" = $2`, [accountId, id]);
      return row ? caseFromRow(row) : null;
    },
    /** As {@link byId}, held until the end of the unit of work. */
    async lock(accountId: string, id: string): Promise<StoredCase | null> {
      const [row] = await sql(`SELECT * FROM "PaymentCase" WHERE "accountId" = $1 AND "id" = $2 FOR UPDATE`, [accountId, id]);
      return row ? caseFromRow(row) : null;
    },
    /** An order's cases, newest first. */
    async ofOrder(orderId: string): Promise<StoredCase[]> {
      const rows = await sql(`SELECT * FROM "PaymentCase" WHERE "orderId" = $1 ORDER BY "openedAt" DESC, "id" DESC`, [orderId]);
      return rows.map(caseFromRow);
    },
    /** An order's open cases about money that may go back. */
    async onMoneyOf(orderId: string): Promise<StoredCase[]> {
      const rows = await sql(
        `SELECT * FROM "PaymentCase" WHERE "orderId" = $1 AND "kind" IN ('twin', 'paid_late') AND "closedAt" IS NULL`,
        [orderId],
      );
      return rows.map(caseFromRow);
    },
    /** Closes an open case; false when it was closed already. */
    async close(id: string, end: { resolution: CaseResolution; closedBy: string; note: string | null; at: Date }): Promise<boolean> {
      const rows = await sql(
        `UPDATE "PaymentCase" SET "closedAt" = $2, "resolution" = $3, "closedBy" = $4, "note" = $5 WHERE "id" = $1 AND "closedAt" IS NULL RETURNING "id"`,
        [id, end.at, end.resolution, end.closedBy, end.note],
      );
      return rows.length === 1;
    },
    /** Closes the quarantine of news that was believed after all: another judgement of the very same text. */
    async closeQuarantineOf(accountId: string, raw: string, end: { closedBy: string; at: Date }): Promise<void> {
      await sql(
        `UPDATE "PaymentCase" c SET "closedAt" = $3, "resolution" = 'became_clear', "closedBy" = $4 FROM "Observation" o
         WHERE c."accountId" = $1 AND c."kind" = 'quarantined' AND c."closedAt" IS NULL AND o."id" = c."observationId" AND o."raw" = $2`,
        [accountId, raw, end.at, end.closedBy],
      );
    },
    /** Lets one unit of work at a time quarantine a text that names no row of ours, whose lock would do it. */
    async lockText(raw: string): Promise<void> {
      await sql(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [raw]);
    },
  };
}

/** The statement that opens a case. `observation` is the name of the insertion of the news that it rests on, where both go as one. */
export function caseOpening(aCase: NewCase, observation?: string): Statement {
  const news = observation === undefined ? "NULL::bigint" : `(SELECT "id" FROM "${observation}")`;
  const { once } = aCase;
  return {
    text: `INSERT INTO "PaymentCase" ("id","accountId","kind","orderId","paymentId","openedAt","observationId")
       SELECT $1::uuid, $2::uuid, $3, $4::uuid, $5::uuid, $6::timestamptz, ${news} ${once ? `WHERE NOT EXISTS (${SAME[once.of]})` : ""} ON CONFLICT DO NOTHING`,
    params: [aCase.id, aCase.accountId, aCase.kind, aCase.orderId, aCase.paymentId, aCase.openedAt, ...onceParams(once)],
  };
}

function onceParams(once: NewCase["once"]): unknown[] {
  if (!once) return [];
  return [once.of === "same_text" ? once.raw : JSON.stringify(once.findings)];
}

const SAME = {
  same_text: `SELECT 1 FROM "PaymentCase" c JOIN "Observation" o ON o."id" = c."observationId" WHERE c."accountId" = $2 AND c."kind" = $3 AND o."raw" = $7`,
  same_findings: `SELECT 1 FROM "PaymentCase" c JOIN "Observation" o ON o."id" = c."observationId" WHERE c."orderId" = $4 AND c."kind" = $3 AND o."findings" = $7::jsonb`,
} as const;

/** The statement by which a payment's unclear case, if it has an open one, became clear. */
export function caseClearing(paymentId: string, by: string, at: Date): Statement {
  return {
    text: `UPDATE "PaymentCase" SET "closedAt" = $3, "resolution" = 'became_clear', "closedBy" = $2 WHERE "paymentId" = $1 AND "kind" = 'unclear' AND "closedAt" IS NULL`,
    params: [paymentId, by, at],
  };
}
