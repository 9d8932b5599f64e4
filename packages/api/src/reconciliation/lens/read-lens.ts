import type { ClockedRow, ShiftRow } from "@tillbook/db/reconciliation";
import { formatMajor, money } from "@tillbook/domain/money";
import {
  addDays,
  type Cutoff,
  MIDNIGHT,
  type SettlementDay,
  settlementDay,
  settlementDayBounds,
  wireFromInstant,
} from "@tillbook/domain/time";
import { requireRight } from "../../context/index.ts";
import { type BooksContext, rulesOf } from "../../settlement/index.ts";
import type { ClockedView, DayShiftView, LensView } from "./views.ts";

export type ReadLens = {
  first: SettlementDay;
  last: SettlementDay;
  /** The cut-off in force, when left out: then nothing moves. */
  cutoff?: Cutoff | undefined;
  /** Which rows: those that would move, those near a boundary too, or all. */
  only: "moving" | "boundary" | "all";
  after?: { sysdtm: string; syssn: string } | undefined;
  limit: number;
};

/** Looks at a stretch of days through another cut-off: every transaction's clocks, and what would move between days. Writes nothing. */
export async function readLens(ctx: BooksContext, query: ReadLens): Promise<LensView> {
  requireRight(ctx.actor, "readSettlement");
  const { cutoff, tolerance } = rulesOf(ctx.account);
  const other = query.cutoff ?? cutoff;
  const stretch = {
    accountId: ctx.account.id,
    first: query.first,
    last: query.last,
    from: settlementDayBounds(addDays(query.first, -1), MIDNIGHT).from,
    until: settlementDayBounds(addDays(query.last, 1), MIDNIGHT).until,
    cutoff,
    other,
    windowMinutes: tolerance.cutoffWindowMinutes,
  };
  const after = query.after ? { sysdtm: new Date(query.after.sysdtm), syssn: query.after.syssn } : null;
  const { shifts, found } = await ctx.db.unitOfWork(
    async (tx) => {
      await tx.reports.readOnly();
      const shifts = await tx.reports.shifts(stretch);
      return { shifts, found: await tx.reports.clocks(stretch, { only: query.only, after, limit: query.limit + 1 }) };
    },
    { bulk: true },
  );
  const shown = found.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    cutoff,
    other,
    windowMinutes: stretch.windowMinutes,
    days: shifts.map(shiftView),
    rows: shown.map(clockedView),
    next: found.length > shown.length && last ? { sysdtm: last.sysdtm.toISOString(), syssn: last.syssn } : null,
  };
}

function clockedView({ minor, txdtm, sysdtm, paydtm, dayNow, dayThen, ...row }: ClockedRow): ClockedView {
  return {
    ...row,
    amount: formatMajor(money(minor, row.currency)),
    txdtm: txdtm && wireFromInstant(txdtm),
    sysdtm: wireFromInstant(sysdtm),
    paydtm: paydtm && wireFromInstant(paydtm),
    walletDay: settlementDay(paydtm ?? sysdtm, MIDNIGHT),
    settleDay: dayNow,
    otherDay: dayThen,
  };
}

function shiftView({ day, currency, ...row }: ShiftRow): DayShiftView {
  const part = (count: number, minor: bigint) => ({ count, amount: formatMajor(money(minor, currency)) });
  return {
    settleDay: day,
    currency,
    has: part(row.countNow, row.minorNow),
    wouldHave: part(row.countThen, row.minorThen),
    comes: part(row.countIn, row.minorIn),
    goes: part(row.countOut, row.minorOut),
  };
}
