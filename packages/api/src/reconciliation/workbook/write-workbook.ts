import { formatMajor, money } from "@tillbook/domain/money";
import { daysBetween } from "@tillbook/domain/reconciliation/breaks";
import { requireRight } from "../../context/index.ts";
import type { BooksContext } from "../../settlement/index.ts";
import { type CellValue, xlsxOf } from "../../spreadsheets/index.ts";
import { type CareTerms, careOf, careTerms } from "../breaks/care-terms.ts";
import type { ReportLanguage } from "../reports/index.ts";
import { CHOICES, columnsIn, type WorkbookColumn } from "./columns.ts";
import { type MarkedBreak, markedBreaks } from "./marked-breaks.ts";

/** All open breaks as a workbook to be worked on and handed back. */
export async function breakWorkbook(
  ctx: BooksContext,
  query: { language: ReportLanguage },
): Promise<{ name: string; bytes: AsyncIterable<Uint8Array> }> {
  requireRight(ctx.actor, "readSettlement");
  const { breaks, terms } = await ctx.db.unitOfWork(
    async (tx) => {
      await tx.reports.readOnly();
      return { breaks: await markedBreaks(tx, ctx.account.id), terms: await careTerms(ctx, tx) };
    },
    { bulk: true },
  );
  const columns = columnsIn(query.language);
  const rows = breaks.map((each) => {
    const cells = cellsOf(each, terms);
    return columns.map(({ name }) => cells[name] ?? null);
  });
  const choices = new Map([...CHOICES].map(([name, words]) => [columns.findIndex((column) => column.name === name), words]));
  return { name: `breaks-${terms.today}.xlsx`, bytes: xlsxOf([{ name: "Breaks", table: { columns, rows }, choices }]) };
}

function cellsOf(aBreak: MarkedBreak, terms: CareTerms): Partial<Record<WorkbookColumn, CellValue>> {
  const { settleDay, originalDay, codes, currency, differenceMinor, fileName, lineNo, syssns, waiting, ticket } = aBreak;
  const { owner, nextActionOn, isByDefault } = careOf(aBreak, terms);
  return {
    settle_day: settleDay,
    original_day: originalDay,
    days: daysBetween(originalDay ?? settleDay, terms.today),
    codes: codes.join(" "),
    currency,
    difference: formatMajor(money(differenceMinor, currency)),
    line: fileName === null ? null : lineNo === null ? fileName : `${fileName}#${lineNo}`,
    syssn: syssns[0] ?? null,
    state: aBreak.isCarried ? "CARRIED" : waiting ? "PROPOSED" : ticket === null ? "OPEN" : "CLAIMED",
    owner,
    next_action_on: nextActionOn,
    assignment: isByDefault ? "BY_DEFAULT" : "ASSIGNED",
    proposed: waiting && `${waiting.action} by ${waiting.maker}: ${waiting.reason}`,
    subject: aBreak.subject,
    mark: aBreak.mark,
  };
}
