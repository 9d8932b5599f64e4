import type { SummaryRow } from "@tillbook/db/reconciliation";
import { requireRight } from "../../context/index.ts";
import type { BooksContext } from "../../settlement/index.ts";
import { amountText, byCurrency, type Report, type ReportPeriod, type ReportSection, reportOf, sectionOf, sumOf } from "./report.ts";

export type SummaryLine = {
  settleDay: string;
  /** Set for rows of a late file for that closed day. */
  originalDay: string | null;
  currency: string;
  payType: string | null;
  lines: number;
  payments: string;
  refunds: string;
  other: string;
  fees: string;
  net: string;
};

/** What QFPay settled, day by day: gross, refunds, fees and net by currency and pay type. Days without a run have no rows. */
export async function settlementSummary(ctx: BooksContext, period: ReportPeriod): Promise<Report<[ReportSection<SummaryLine>]>> {
  requireRight(ctx.actor, "readSettlement");
  const rows = await ctx.db.unitOfWork(
    async (tx) => {
      await tx.reports.readOnly();
      return tx.reports.summary({ accountId: ctx.account.id, ...period });
    },
    { bulk: true },
  );
  const totals = byCurrency(rows, (currency, group) => ({ currency, ...figuresOf(currency, group) }));
  const lines = rows.map((row): SummaryLine => {
    const { settleDay, originalDay, currency, payType } = row;
    return { settleDay, originalDay, currency, payType, ...figuresOf(currency, [row]) };
  });
  return reportOf(ctx, "settlement-summary", period, [
    sectionOf<SummaryLine>(
      "summary",
      [
        ["settleDay", "day"],
        ["originalDay", "day"],
        ["currency", "text"],
        ["payType", "identifier"],
        ["lines", "count"],
        ["payments", "amount"],
        ["refunds", "amount"],
        ["other", "amount"],
        ["fees", "amount"],
        ["net", "amount"],
      ],
      lines,
      totals,
    ),
  ]);
}

function figuresOf(currency: SummaryRow["currency"], rows: readonly SummaryRow[]) {
  const sum = (figure: (row: SummaryRow) => bigint): string => amountText(sumOf(rows, figure), currency);
  return {
    lines: rows.reduce((count, row) => count + row.lines, 0),
    payments: sum((row) => row.paymentsMinor),
    refunds: sum((row) => row.refundsMinor),
    other: sum((row) => row.otherMinor),
    fees: sum((row) => row.feeMinor),
    net: sum((row) => row.netMinor),
  };
}
