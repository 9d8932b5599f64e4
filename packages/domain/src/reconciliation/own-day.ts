import { type Cutoff, MIDNIGHT, type SettlementDay, settlementDay } from "../time/index.ts";
import type { BookedTransaction, Books } from "./books.ts";

/** What decides days in a run: the basis, and by which cut-off. A provider that goes by payment times cuts at midnight. */
export type DayRule = Pick<Books, "basis" | "rules">;

/** The time of a transaction that decides its day. */
export function decidingTime({ basis }: DayRule, ours: BookedTransaction): Date {
  return basis === "paydtm" ? (ours.paydtm ?? ours.sysdtm) : ours.sysdtm;
}

export function cutoffOf({ basis, rules }: DayRule): Cutoff {
  return basis === "paydtm" ? MIDNIGHT : rules.cutoff;
}

/** The settlement day a transaction belongs to by itself. */
export function dayOf(rule: DayRule, ours: BookedTransaction): SettlementDay {
  return ours.byHand?.day ?? settlementDay(decidingTime(rule, ours), cutoffOf(rule));
}
