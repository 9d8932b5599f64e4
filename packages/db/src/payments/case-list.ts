import { currencySchema, type Money, money } from "@tillbook/domain/money";
import type { CaseKind, Lateness } from "@tillbook/domain/payments";
import { z } from "zod";
import type { Sql } from "../client/sql.ts";
import { caseFromRow, type StoredCase } from "./cases.ts";

/** Which cases of an account a list shows; an order's alone when it is named. Newest first, after the last one of the page before. */
export type CaseFilter = {
  readonly accountId: string;
  readonly is: "open" | "closed";
  /** None means every kind. */
  readonly kinds: readonly CaseKind[];
  readonly orderId: string | null;
  readonly after: { readonly openedAt: Date; readonly id: string } | null;
  readonly limit: number;
};

/** A case with what a list row shows of it. `notice` is what quarantined news says. */
export type ListedCase = {
  readonly aCase: StoredCase;
  readonly order: { readonly id: string; readonly number: string; readonly goodsName: string | null } | null;
  readonly payment: { readonly id: string; readonly outTradeNo: string; readonly amount: Money; readonly late: Lateness | null } | null;
  readonly notice: { readonly outTradeNo: string | null; readonly syssn: string | null; readonly findings: string[] } | null;
};

const extras = z.object({
  number: z.string().nullable(),
  goodsName: z.string().nullable(),
  p_outTradeNo: z.string().nullable(),
  p_amountMinor: z.bigint().nullable(),
  p_currency: currencySchema.nullable(),
  p_late: z.enum(["after_expiry", "after_cancel", "after_giving_up"]).nullable(),
  n_outTradeNo: z.string().nullable(),
  n_syssn: z.string().nullable(),
  n_findings: z.array(z.string()).nullable(),
});

const SHOWN = `SELECT c.*, o."number", o."goodsName", p."outTradeNo" AS "p_outTradeNo", p."amountMinor" AS "p_amountMinor", p."currency" AS "p_currency",
    p."late" AS "p_late", n."outTradeNo" AS "n_outTradeNo", n."syssn" AS "n_syssn", n."findings" AS "n_findings"
  FROM "PaymentCase" c LEFT JOIN "Order" o ON o."id" = c."orderId" LEFT JOIN "Payment" p ON p."id" = c."paymentId"
    LEFT JOIN "Observation" n ON n."id" = c."observationId" AND c."kind" = 'quarantined'`;

/** A page of cases by keyset. */
export async function listCases(sql: Sql, { accountId, is, kinds, orderId, after, limit }: CaseFilter): Promise<ListedCase[]> {
  const rows = await sql(
    `${SHOWN} WHERE c."accountId" = $1 AND c."closedAt" IS ${is === "open" ? "NULL" : "NOT NULL"} AND (cardinality($2::text[]) = 0 OR c."kind" = ANY($2))
       AND ($3::uuid IS NULL OR c."orderId" = $3) AND ($4::timestamptz IS NULL OR (c."openedAt", c."id") < ($4, $5::uuid))
     ORDER BY c."openedAt" DESC, c."id" DESC LIMIT $6`,
    [accountId, [...kinds], orderId, after?.openedAt ?? null, after?.id ?? null, limit],
  );
  return rows.map(listedFromRow);
}

/** One case as a list shows it. */
export async function listedCase(sql: Sql, accountId: string, id: string): Promise<ListedCase | null> {
  const [row] = await sql(`${SHOWN} WHERE c."accountId" = $1 AND c."id" = $2`, [accountId, id]);
  return row ? listedFromRow(row) : null;
}

/** How many of an account's cases wait for a person; counted up to `most`. */
export async function countOpenCases(sql: Sql, accountId: string, most: number): Promise<number> {
  const [row] = await sql<{ count: number }>(
    `SELECT count(*)::int AS "count" FROM (SELECT 1 FROM "PaymentCase" WHERE "accountId" = $1 AND "closedAt" IS NULL LIMIT $2) c`,
    [accountId, most],
  );
  return row?.count ?? 0;
}

function listedFromRow(row: unknown): ListedCase {
  const aCase = caseFromRow(row);
  const { number, goodsName, ...seen } = extras.parse(row);
  const { p_outTradeNo: outTradeNo, p_amountMinor: minor, p_currency: currency } = seen;
  const isNotice = aCase.kind === "quarantined" && seen.n_findings !== null;
  return {
    aCase,
    order: aCase.orderId === null || number === null ? null : { id: aCase.orderId, number, goodsName },
    payment:
      aCase.paymentId === null || outTradeNo === null || minor === null || currency === null
        ? null
        : { id: aCase.paymentId, outTradeNo, amount: money(minor, currency), late: seen.p_late },
    notice: isNotice ? { outTradeNo: seen.n_outTradeNo, syssn: seen.n_syssn, findings: seen.n_findings ?? [] } : null,
  };
}
