import type { Stretch } from "@tillbook/db/reconciliation";
import type { SettlementRules } from "@tillbook/domain/settlement";
import { type SettlementDay, settlementDayBounds } from "@tillbook/domain/time";

/** Settlement days `first` to `last`, both included, with their first instant and the first after them. */
export function stretchOf(accountId: string, first: SettlementDay, last: SettlementDay, rules: SettlementRules): Stretch {
  const { from } = settlementDayBounds(first, rules.cutoff);
  const { until } = settlementDayBounds(last, rules.cutoff);
  return { accountId, first, last, from, until, cutoff: rules.cutoff };
}
