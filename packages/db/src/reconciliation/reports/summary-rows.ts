import { currencySchema } from "@tillbook/domain/money";
import { settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import type { Sql } from "../../client/sql.ts";
import { COUNTED, paramsOf, type ReportStretch, RUNS_OF } from "./runs-of.ts";

const summaryRow = z.object({
  settleDay: settlementDaySchema,
  originalDay: settlementDaySchema.nullable(),
  currency: currencySchema,
  payType: z.string().nullable(),
  lines: z.bigint().transform(Number),
  paymentsMinor: z.bigint(),
  refundsMinor: z.bigint(),
  otherMinor: z.bigint(),
  feeMinor: z.bigint(),
  netMinor: z.bigint(),
});
/** What statements say of a day, by currency and pay type; minor units. `originalDay`: of a late file for that closed day. */
export type SummaryRow = z.infer<typeof summaryRow>;

const sum = (column: string, condition = "true"): string => `coalesce(sum(l."${column}") FILTER (WHERE ${condition}), 0)::bigint`;
const PAYMENT = `l."lineType" = 'PAYMENT'`;
const GIVEN_BACK = `l."lineType" IN ('REFUND', 'CANCEL')`;

export async function summaryRows(sql: Sql, stretch: ReportStretch): Promise<SummaryRow[]> {
  const rows = await sql(
    `WITH ${RUNS_OF} SELECT n."settleDay", e."originalDay", l."currency", nullif(l."payType", '') AS "payType", count(*) AS "lines",
       ${sum("grossMinor", PAYMENT)} AS "paymentsMinor", ${sum("grossMinor", GIVEN_BACK)} AS "refundsMinor",
       ${sum("grossMinor", `NOT (${PAYMENT} OR ${GIVEN_BACK})`)} AS "otherMinor", ${sum("feeMinor")} AS "feeMinor", ${sum("netMinor")} AS "netMinor"
     FROM runs n JOIN ${COUNTED} JOIN "StatementLine" l ON l."fileId" = e."fileId" AND l."lineNo" = e."lineNo"
     GROUP BY 1, 2, 3, 4 ORDER BY 1, 2 NULLS FIRST, 3, 4 NULLS LAST`,
    paramsOf(stretch),
  );
  return rows.map((row) => summaryRow.parse(row));
}
