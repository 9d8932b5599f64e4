import type { WatermarkRow } from "@tillbook/db/reconciliation";
import { type Hold, type HoldKind, watermarkOf } from "@tillbook/domain/reconciliation";
import { addDays, MIDNIGHT, settlementDay, settlementDayBounds } from "@tillbook/domain/time";
import { requireRight } from "../../context/index.ts";
import { type BooksContext, rulesOf } from "../../settlement/index.ts";

/**
 * "Explained up to `at`; n waiting, m broken". Everything that happened before `at` is accounted for: paid and known, settled, or waiting within
 * its time. `waiting.payments` and `.refunds`: QFPay's last word is still out; `.transactions`: known, and no statement has settled them yet,
 * which holds nothing back. Instants are ISO text.
 */
export type WatermarkView = {
  at: string;
  asOf: string;
  waiting: { payments: number; refunds: number; transactions: number };
  broken: { breaks: number; cases: number };
  /** What holds it back, and since when; null when nothing does. */
  held: { kind: HoldKind; since: string } | null;
};

/** A day older than this is looked at by nobody: transactions that no run has seen are counted no further back. */
const UNRUN_DAYS = 31;

/** How far the account's money is explained at this moment. One short look at what is open, so it may be asked again with every change. */
export async function readWatermark(ctx: BooksContext): Promise<WatermarkView> {
  requireRight(ctx.actor, "readSettlement");
  const { read } = ctx.db;
  const now = ctx.clock.now();
  const { cutoff } = rulesOf(ctx.account);
  const earliest = addDays(settlementDay(now, MIDNIGHT), -UNRUN_DAYS);
  const lastRun = await read.reports.lastRunDay(ctx.account.id);
  const unrun = lastRun === null || lastRun < earliest ? earliest : addDays(lastRun, 1);
  const row = await read.reports.watermark(ctx.account.id, settlementDayBounds(unrun, cutoff).from);
  const { at, held } = watermarkOf(now, holdsOf(row));
  return {
    at: at.toISOString(),
    asOf: now.toISOString(),
    waiting: { payments: row.paymentCount, refunds: row.refundCount, transactions: row.carriedCount + row.unrunCount },
    broken: { breaks: row.breakCount, cases: row.caseCount },
    held: held && { kind: held.kind, since: held.since.toISOString() },
  };
}

function holdsOf(row: WatermarkRow): Hold[] {
  const oldest: readonly (readonly [HoldKind, Date | null])[] = [
    ["payment", row.paymentSince],
    ["refund", row.refundSince],
    ["case", row.caseSince],
    ["break", row.breakSince],
  ];
  return oldest.flatMap(([kind, since]) => (since === null ? [] : [{ kind, since }]));
}
