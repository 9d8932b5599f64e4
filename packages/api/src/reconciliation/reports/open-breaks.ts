import type { OpenBreakRow } from "@tillbook/db/reconciliation";
import { AGES, ageOf, daysBetween } from "@tillbook/domain/reconciliation/breaks";
import { requireRight } from "../../context/index.ts";
import type { BooksContext } from "../../settlement/index.ts";
import { careOf, careTerms } from "../breaks/care-terms.ts";
import { amountText, byCurrency, type Report, type ReportSection, reportOf, sectionOf, sumOf } from "./report.ts";

export type AgeLine = { age: string; owner: string; currency: string; breaks: number; amount: string };
export type OpenBreakLine = {
  settleDay: string;
  originalDay: string | null;
  age: string;
  days: number;
  codes: string;
  currency: string;
  amount: string;
  line: string | null;
  syssn: string | null;
  state: "OPEN" | "PROPOSED" | "CLAIMED" | "CARRIED";
  owner: string;
  nextActionOn: string;
  /** OVERDUE: the next action's day has passed. */
  due: "OVERDUE" | null;
  /** Whether a person has said who looks after it and when, or both follow from the rule. */
  assignment: "ASSIGNED" | "BY_DEFAULT";
  ticket: string | null;
};

type Aged = OpenBreakRow & ReturnType<typeof careOf> & { readonly age: (typeof AGES)[number]; readonly days: number };

/** Every break that is open today, and their sums by age, owner and currency. Those carried on as a matter of time are open still. */
export async function openBreaks(ctx: BooksContext): Promise<Report<[ReportSection<AgeLine>, ReportSection<OpenBreakLine>]>> {
  requireRight(ctx.actor, "readSettlement");
  const { found, terms } = await ctx.db.unitOfWork(
    async (tx) => {
      await tx.reports.readOnly();
      return { found: await tx.reports.openBreaks(ctx.account.id), terms: await careTerms(ctx, tx) };
    },
    { bulk: true },
  );
  const { today } = terms;
  const rows = found.map((row): Aged => {
    const from = row.originalDay ?? row.settleDay;
    return { ...row, ...careOf(row, terms), age: ageOf(from, today), days: daysBetween(from, today) };
  });
  const period = { first: rows[0]?.settleDay ?? today, last: today };
  return reportOf(ctx, "open-breaks", period, [
    sectionOf<AgeLine>(
      "by-age",
      [
        ["age", "text"],
        ["owner", "text"],
        ["currency", "text"],
        ["breaks", "count"],
        ["amount", "amount"],
      ],
      byAge(rows),
      totalsOf(rows),
    ),
    sectionOf<OpenBreakLine>(
      "breaks",
      [
        ["settleDay", "day"],
        ["originalDay", "day"],
        ["age", "text"],
        ["days", "count"],
        ["codes", "text"],
        ["currency", "text"],
        ["amount", "amount"],
        ["line", "text"],
        ["syssn", "identifier"],
        ["state", "text"],
        ["owner", "text"],
        ["nextActionOn", "day"],
        ["due", "text"],
        ["assignment", "text"],
        ["ticket", "identifier"],
      ],
      rows.map(lineOf),
      byCurrency(rows, (currency, group) => ({ currency, amount: amountText(sumOf(group, differenceOf), currency) })),
    ),
  ]);
}

function byAge(rows: readonly Aged[]): AgeLine[] {
  return AGES.flatMap((age) => {
    const aged = rows.filter((row) => row.age === age);
    const owners = [...new Set(aged.map(({ owner }) => owner))].toSorted();
    return owners.flatMap((owner) =>
      byCurrency(
        aged.filter((row) => row.owner === owner),
        (currency, group) => ({ age, owner, currency, breaks: group.length, amount: amountText(sumOf(group, differenceOf), currency) }),
      ),
    );
  });
}

function totalsOf(rows: readonly Aged[]): Partial<AgeLine>[] {
  return byCurrency(rows, (currency, group) => ({
    currency,
    breaks: group.length,
    amount: amountText(sumOf(group, differenceOf), currency),
  }));
}

function lineOf({ isCarried, isProposed, fileName, lineNo, syssns, codes, ...row }: Aged): OpenBreakLine {
  return {
    settleDay: row.settleDay,
    originalDay: row.originalDay,
    age: row.age,
    days: row.days,
    codes: codes.join(" "),
    currency: row.currency,
    amount: amountText(row.differenceMinor, row.currency),
    line: fileName === null ? null : lineNo === null ? fileName : `${fileName}#${lineNo}`,
    syssn: syssns[0] ?? null,
    state: isCarried ? "CARRIED" : isProposed ? "PROPOSED" : row.ticket === null ? "OPEN" : "CLAIMED",
    owner: row.owner,
    nextActionOn: row.nextActionOn,
    due: row.isOverdue ? "OVERDUE" : null,
    assignment: row.isByDefault ? "BY_DEFAULT" : "ASSIGNED",
    ticket: row.ticket,
  };
}

function differenceOf({ differenceMinor }: Aged): bigint {
  return differenceMinor;
}
