import { MIDNIGHT, settlementDayBounds } from "@tillbook/domain/time";
import { requireRight } from "../../context/index.ts";
import { AppError } from "../../errors/index.ts";
import type { BooksContext } from "../../settlement/index.ts";
import { type Report, type ReportPeriod, type ReportSection, reportOf, sectionOf } from "./report.ts";

export type AuditLine = { number: string; at: string; actor: string; action: string; subject: string; subjectId: string; details: string };

const AT_ONCE = 5_000;
/** A file of more rows helps nobody: ask for fewer days. */
const MOST_ROWS = 200_000;

/** Everything that people, keys and jobs did to the account's books, in the order in which it was written. Days are calendar days at UTC+8. */
export async function auditTrail(ctx: BooksContext, period: ReportPeriod): Promise<Report<[ReportSection<AuditLine>]>> {
  requireRight(ctx.actor, "readSettlement");
  const { from } = settlementDayBounds(period.first, MIDNIGHT);
  const { until } = settlementDayBounds(period.last, MIDNIGHT);
  const rows: AuditLine[] = [];
  for (let after = 0n; ; ) {
    const page = await ctx.db.read.reports.audit(ctx.account.id, { from, until, after, limit: AT_ONCE });
    for (const { id, at, details, ...entry } of page)
      rows.push({ number: String(id), at: at.toISOString(), ...entry, details: JSON.stringify(details) });
    if (rows.length > MOST_ROWS)
      throw new AppError("invalid_input", "ask for fewer days", { fields: [{ field: "last", fault: "too_long" }] });
    const last = page.at(-1);
    if (!last || page.length < AT_ONCE) break;
    after = last.id;
  }
  return reportOf(ctx, "audit-trail", period, [
    sectionOf<AuditLine>(
      "audit",
      [
        ["number", "identifier"],
        ["at", "instant"],
        ["actor", "text"],
        ["action", "text"],
        ["subject", "text"],
        ["subjectId", "identifier"],
        ["details", "text"],
      ],
      rows,
    ),
  ]);
}
