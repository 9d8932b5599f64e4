import type { FeeRow } from "@tillbook/db/reconciliation";
import { daysOf, type FeeLine } from "@tillbook/domain/reconciliation/reports";
import { contractFor, type FeeContract } from "@tillbook/domain/settlement";
import { type BooksContext, rulesOf } from "../../settlement/index.ts";
import type { ReportPeriod } from "./report.ts";

/** A settled row with the contract that holds for it; null where none does. */
export type Charged = FeeLine & Pick<FeeRow, "settleDay" | "fileName" | "lineNo" | "syssns"> & { readonly contract: FeeContract | null };

/** What `make` makes of the rows of each day, the days in their order. Rows of one day are held at a time: a month may have very many. */
export async function ofChargedDays<Made>(
  ctx: BooksContext,
  period: ReportPeriod,
  make: (rows: readonly Charged[]) => readonly Made[],
): Promise<Made[]> {
  const rules = rulesOf(ctx.account);
  return ctx.db.unitOfWork(
    async (tx) => {
      await tx.reports.readOnly();
      const made: Made[] = [];
      for (const day of daysOf(period)) {
        const rows = await tx.reports.fees({ accountId: ctx.account.id, first: day, last: day });
        for (const each of make(rows.map((row) => ({ ...chargedOf(row), contract: contractFor(rules, row) })))) made.push(each);
      }
      return made;
    },
    { bulk: true },
  );
}

function chargedOf({ kinds, minors, paid, refundedBefore, ...row }: FeeRow): Omit<Charged, "contract"> {
  const transactions = kinds.map((kind, at) => ({
    kind,
    minor: minors[at] ?? 0n,
    paidMinor: paid[at] ?? null,
    refundedBefore: refundedBefore[at] ?? 0n,
  }));
  return { ...row, transactions };
}
