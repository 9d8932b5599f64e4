import { MIDNIGHT, settlementDayBounds } from "@tillbook/domain/time";
import { requireRight } from "../../context/index.ts";
import type { BooksContext } from "../../settlement/index.ts";
import { amountText, byCurrency, type Report, type ReportPeriod, type ReportSection, reportOf, sectionOf, sumOf } from "./report.ts";

export type DuplicateLine = {
  settleDay: string;
  codes: string;
  line: string;
  twin: string | null;
  syssn: string | null;
  outTradeNo: string | null;
  currency: string;
  amount: string;
  state: "OPEN" | "SETTLED";
};
export type DuplicateFileLine = { at: string; actor: string; state: "DUPLICATE" | "SAME_CONTENT"; file: string; first: string | null };

/** Rows that say again what another row has said, and files that came again. */
export async function duplicateReport(
  ctx: BooksContext,
  period: ReportPeriod,
): Promise<Report<[ReportSection<DuplicateLine>, ReportSection<DuplicateFileLine>]>> {
  requireRight(ctx.actor, "readSettlement");
  const { id: accountId } = ctx.account;
  const { from } = settlementDayBounds(period.first, MIDNIGHT);
  const { until } = settlementDayBounds(period.last, MIDNIGHT);
  const { rows, files } = await ctx.db.unitOfWork(
    async (tx) => {
      await tx.reports.readOnly();
      return {
        rows: await tx.reports.duplicates({ accountId, ...period }),
        files: await tx.reports.duplicateFiles(accountId, from, until),
      };
    },
    { bulk: true },
  );
  return reportOf(ctx, "duplicates", period, [
    sectionOf<DuplicateLine>(
      "duplicates",
      [
        ["settleDay", "day"],
        ["codes", "text"],
        ["line", "text"],
        ["twin", "text"],
        ["syssn", "identifier"],
        ["outTradeNo", "identifier"],
        ["currency", "text"],
        ["amount", "amount"],
        ["state", "text"],
      ],
      rows.map(({ settleDay, codes, fileName, lineNo, twin, syssn, outTradeNo, currency, grossMinor, isSettled }) => ({
        settleDay,
        codes: codes.join(" "),
        line: `${fileName}#${lineNo}`,
        twin,
        syssn,
        outTradeNo,
        currency,
        amount: amountText(grossMinor, currency),
        state: isSettled ? "SETTLED" : "OPEN",
      })),
      byCurrency(rows, (currency, group) => ({
        currency,
        amount: amountText(
          sumOf(group, ({ grossMinor }) => grossMinor),
          currency,
        ),
      })),
    ),
    sectionOf<DuplicateFileLine>(
      "files",
      [
        ["at", "instant"],
        ["actor", "text"],
        ["state", "text"],
        ["file", "text"],
        ["first", "text"],
      ],
      files.map(({ at, by, what, name, first }) => ({ at: at.toISOString(), actor: by, state: what, file: name, first })),
    ),
  ]);
}
