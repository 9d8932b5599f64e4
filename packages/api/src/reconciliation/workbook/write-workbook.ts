import { formatMajor, money } from "@tillbook/domain/money";
import { daysBetween } from "@tillbook/domain/reconciliation/breaks";
import { MIDNIGHT, type SettlementDay, settlementDay } from "@tillbook/domain/time";
import { requireRight } from "../../context/index.ts";
import type { BooksContext } from "../../settlement/index.ts";
import { type CellValue, xlsxOf } from "../../spreadsheets/index.ts";
import type { ReportLanguage } from "../reports/index.ts";
import { CHOICES, columnsIn, type WorkbookColumn } from "./columns.ts";
import { type MarkedBreak, markedBreaks } from "./marked-breaks.ts";

/** All open breaks as a workbook to be worked on and handed back. */
export async function breakWorkbook(
  ctx: BooksContext,
  query: { language: ReportLanguage },
): Promise<{ name: string; bytes: AsyncIterable<Uint8Array> }> {
  requireRight(ctx.actor, "readSettlement");
  const today = settlementDay(ctx.clock.now(), MIDNIGHT);
  const breaks = await ctx.db.unitOfWork(
    async (tx) => {
      await tx.reports.readOnly();
      return markedBreaks(tx, ctx.account.id);
    },
    { bulk: true },
  );
  const columns = columnsIn(query.language);
  const rows = breaks.map((each) => {
    const cells = cellsOf(each, today);
    return columns.map(({ name }) => cells[name] ?? null);
  });
  const choices = new Map([...CHOICES].map(([name, words]) => [columns.findIndex((column) => column.name === name), words]));
  return { name: `breaks-${today}.xlsx`, bytes: xlsxOf([{ name: "Breaks", table: { columns, rows }, choices }]) };
}

function cellsOf(aBreak: MarkedBreak, today: SettlementDay): Partial<Record<WorkbookColumn, CellValue>> {
  const { settleDay, originalDay, codes, currency, differenceMinor, fileName, lineNo, syssns, waiting, ticket } = aBreak;
  return {
    settle_day: settleDay,
    original_day: originalDay,
    days: daysBetween(originalDay ?? settleDay, today),
    codes: codes.join(" "),
    currency,
    difference: formatMajor(money(differenceMinor, currency)),
    line: fileName === null ? null : lineNo === null ? fileName : `${fileName}#${lineNo}`,
    syssn: syssns[0] ?? null,
    state: aBreak.isCarried ? "CARRIED" : waiting ? "PROPOSED" : ticket === null ? "OPEN" : "CLAIMED",
    owner: aBreak.owner,
    next_action_on: aBreak.nextActionOn,
    proposed: waiting && `${waiting.action} by ${waiting.maker}: ${waiting.reason}`,
    subject: aBreak.subject,
    mark: aBreak.mark,
  };
}
