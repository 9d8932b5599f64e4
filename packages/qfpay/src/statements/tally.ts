import type { Currency } from "@tillbook/domain/money";
import {
  type AnnouncedPayout,
  checkTotals,
  countLine,
  type FailedRow,
  type Figures,
  type FileReading,
  type StatementLine,
} from "@tillbook/domain/settlement";
import type { SettlementDay } from "@tillbook/domain/time";
import { damageWatch } from "./damaged-ids.ts";
import { contentHash, lineDigest } from "./line-digest.ts";
import type { ControlRow } from "./profile.ts";

const SHOWN = 100;

/** Adds a file up while it is read. */
export function tally() {
  const counted = new Map<Currency, Figures>();
  const declared = new Map<Currency, Figures>();
  const days = new Set<SettlementDay>();
  const batches = new Set<string>();
  const mchids = new Set<string>();
  const payouts: AnnouncedPayout[] = [];
  const unparsed: FailedRow[] = [];
  const digests: string[] = [];
  const damage = damageWatch();
  let lines = 0;
  let unparsedCount = 0;
  const fail = (row: FailedRow): void => {
    unparsedCount += 1;
    if (unparsed.length < SHOWN) unparsed.push(row);
  };
  return {
    fail,
    line(line: StatementLine): string {
      lines += 1;
      countLine(counted, line);
      days.add(line.tradeDate);
      batches.add(line.batchNo);
      mchids.add(line.mchid);
      for (const column of ["syssn", "origssn", "chnlsn", "outTradeNo"] as const) damage.see(line.lineNo, column, line[column]);
      const digest = lineDigest(line);
      digests.push(digest);
      return digest;
    },
    control(lineNo: number, row: ControlRow): void {
      if (row.kind === "total" && declared.has(row.currency))
        return fail({ lineNo, column: "#TOTAL", reason: "REPEATED_TOTAL", text: row.currency });
      if (row.kind === "total") declared.set(row.currency, row.figures);
      if (row.kind === "day") days.add(row.day);
      if (row.kind === "payout") payouts.push(row.payout);
    },
    lines: (): number => lines,
    isEmpty: (): boolean => lines === 0 && unparsedCount === 0 && days.size === 0,
    sum(): FileReading {
      const damaged = damage.found();
      const totals = checkTotals(declared, counted);
      const announced = payouts.map(({ ref, currency, amountMinor, valueDate }) => `payout ${ref} ${currency} ${amountMinor} ${valueDate}`);
      return {
        lines,
        days: [...days].toSorted(),
        batches: [...batches].toSorted(),
        mchids: [...mchids].toSorted(),
        payouts,
        controlTotals: totals.result,
        totals: totals.checks,
        failedRows: [...unparsed, ...damaged.rows].toSorted((a, b) => a.lineNo - b.lineNo).slice(0, SHOWN),
        failedRowCount: unparsedCount + damaged.count,
        unparsedCount,
        damagedCount: damaged.count,
        contentHash: contentHash([...digests, ...announced, ...[...days].map((day) => `day ${day}`)]),
      };
    },
  };
}
