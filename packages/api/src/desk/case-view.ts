import type { ListedCase } from "@tillbook/db/payments";
import { findingView } from "../notifications/index.ts";
import { moneyView, type Names } from "../orders/index.ts";
import type { CaseRow } from "../views/index.ts";

/** A case as lists show it. `names` are those of the people who close cases. */
export function caseRowView({ aCase, order, payment, notice }: ListedCase, names: Names): CaseRow {
  return {
    id: aCase.id,
    kind: aCase.kind,
    openedAt: aCase.openedAt.toISOString(),
    closedAt: aCase.closedAt?.toISOString() ?? null,
    resolution: aCase.resolution,
    closedBy: aCase.closedBy === null ? null : (names.get(aCase.closedBy) ?? aCase.closedBy),
    order,
    payment: payment && { ...payment, amount: moneyView(payment.amount) },
    notice: notice && { ...notice, findings: notice.findings.map(findingView) },
  };
}

/** Whoever closed some cases, as events name them. */
export function closersOf(cases: readonly ListedCase[]): string[] {
  return cases.flatMap(({ aCase }) => aCase.closedBy ?? []);
}
