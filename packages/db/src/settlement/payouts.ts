import { currencySchema } from "@tillbook/domain/money";
import { type Batch, type DisputeLine, type FiledPayout, LINE_TYPES, payoutOfLine, type ReserveLine } from "@tillbook/domain/settlement";
import { settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import type { Sql } from "../client/sql.ts";

const TAKES_PART = `f."status" IN ('ACTIVE', 'ACTIVE_LATE')`;
const batchRow = z.object({
  batchNo: z.string(),
  tradeDate: settlementDaySchema,
  settleDate: settlementDaySchema,
  currency: currencySchema,
  settleMinor: z.bigint(),
});
const announced = z.array(
  z.object({
    ref: z.string(),
    currency: currencySchema,
    amountMinor: z.string().transform((text) => BigInt(text)),
    valueDate: settlementDaySchema,
  }),
);
const fileRow = z.object({ id: z.uuid(), days: z.array(settlementDaySchema), payouts: announced });
const lineRow = z.object({
  fileId: z.uuid(),
  days: z.array(settlementDaySchema),
  batchNo: z.string(),
  outTradeNo: z.string().nullable(),
  syssn: z.string().nullable(),
  remark: z.string(),
  settleCurrency: currencySchema,
  settleMinor: z.bigint(),
  settleDate: settlementDaySchema,
});
const disputeRow = z.object({
  fileId: z.uuid(),
  lineNo: z.int(),
  lineType: z.enum(LINE_TYPES),
  tradeDate: settlementDaySchema,
  currency: currencySchema,
  grossMinor: z.bigint(),
  syssn: z.string().nullable(),
  origssn: z.string().nullable(),
});
const reserveRow = z.object({
  lineType: z.enum(LINE_TYPES),
  tradeDate: settlementDaySchema,
  settleDate: settlementDaySchema,
  settleCurrency: currencySchema,
  settleMinor: z.bigint(),
});

/** Which rows count: our merchant numbers (none named: all), without rows that people have set aside, as `fileId#lineNo`. */
export type RowsThatPay = { readonly accountId: string; readonly mchids: readonly string[]; readonly setAside: readonly string[] };

export type Payouts = ReturnType<typeof payoutsOn>;

export function payoutsOn(sql: Sql) {
  return {
    /** What the rows of files that take part will pay, batch by batch; several files of one batch are one. */
    async batches({ accountId, mchids, setAside }: RowsThatPay): Promise<Batch[]> {
      const rows = await sql(
        `SELECT l."batchNo", min(l."tradeDate") AS "tradeDate", l."settleDate", l."settleCurrency" AS "currency", sum(l."settleMinor")::bigint AS "settleMinor"
         FROM "StatementLine" l JOIN "StatementFile" f ON f."id" = l."fileId"
         WHERE f."accountId" = $1 AND ${TAKES_PART} AND l."lineType" <> 'PAYOUT' AND (cardinality($2::text[]) = 0 OR l."mchid" = ANY($2))
           AND NOT ((l."fileId" || '#' || l."lineNo") = ANY($3)) GROUP BY l."batchNo", l."settleDate", l."settleCurrency" ORDER BY 3, 1, 4`,
        [accountId, [...mchids], [...setAside]],
      );
      return rows.map((row) => batchRow.parse(row));
    },
    /** Payouts that files taking part announce, by control rows and by rows of their own, in the order of the files' arrival. */
    async announced({ accountId, mchids }: Pick<RowsThatPay, "accountId" | "mchids">): Promise<FiledPayout[]> {
      const files = await sql(
        `SELECT f."id", f."days", f."payouts" FROM "StatementFile" f WHERE f."accountId" = $1 AND ${TAKES_PART} AND f."payouts" <> '[]' ORDER BY f."receivedAt", f."id"`,
        [accountId],
      );
      const lines = await sql(
        `SELECT l.*, f."days" FROM "StatementLine" l JOIN "StatementFile" f ON f."id" = l."fileId" WHERE f."accountId" = $1 AND ${TAKES_PART}
           AND l."lineType" = 'PAYOUT' AND (cardinality($2::text[]) = 0 OR l."mchid" = ANY($2)) ORDER BY f."receivedAt", f."id", l."lineNo"`,
        [accountId, [...mchids]],
      );
      const told = files
        .map((row) => fileRow.parse(row))
        .flatMap(({ id, days, payouts }) => payouts.map((each) => ({ ...each, fileId: id, fileDays: days })));
      return [
        ...told,
        ...lines.map((row) => lineRow.parse(row)).map((line) => ({ ...payoutOfLine(line), fileId: line.fileId, fileDays: line.days })),
      ];
    },
    /** Settlement days that files taking part speak about. */
    async days(accountId: string): Promise<string[]> {
      const rows = await sql(
        `SELECT DISTINCT d."day" FROM "StatementFile" f CROSS JOIN LATERAL unnest(f."days") AS d("day") WHERE f."accountId" = $1 AND ${TAKES_PART} ORDER BY 1`,
        [accountId],
      );
      return rows.map((row) => z.object({ day: z.string() }).parse(row).day);
    },
    async disputes(accountId: string): Promise<DisputeLine[]> {
      const rows = await sql(
        `SELECT l.* FROM "StatementLine" l JOIN "StatementFile" f ON f."id" = l."fileId" WHERE f."accountId" = $1 AND ${TAKES_PART}
           AND l."lineType" IN ('CHARGEBACK', 'CHARGEBACK_REVERSAL') ORDER BY l."tradeDate", l."fileId", l."lineNo"`,
        [accountId],
      );
      return rows.map((row) => disputeRow.parse(row));
    },
    async reserves({ accountId, mchids }: Pick<RowsThatPay, "accountId" | "mchids">, last: string): Promise<ReserveLine[]> {
      const rows = await sql(
        `SELECT l.* FROM "StatementLine" l JOIN "StatementFile" f ON f."id" = l."fileId" WHERE f."accountId" = $1 AND ${TAKES_PART}
           AND l."lineType" IN ('RESERVE_HOLD', 'RESERVE_RELEASE') AND (cardinality($2::text[]) = 0 OR l."mchid" = ANY($2)) AND l."tradeDate" <= $3`,
        [accountId, [...mchids], last],
      );
      return rows.map((row) => reserveRow.parse(row));
    },
  };
}
