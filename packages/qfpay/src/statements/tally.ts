import type { Currency } from "@tillbook/domain/money";
import {
  type AnnouncedPayout,
  type BatchPart,
  checkTotals,
  type FailedRow,
  type Figures,
  type FileReading,
  type NamedTotal,
  NOTHING,
  namedTotalsAgree,
} from "@tillbook/domain/settlement";
import type { SettlementDay } from "@tillbook/domain/time";
import { damageWatch } from "./damaged-ids.ts";
import { dayAt } from "./days.ts";
import { digestLedger } from "./digest-ledger.ts";
import { entryDigest } from "./line-digest.ts";
import type { ControlRow, Entry } from "./profile.ts";

const SHOWN = 100;

type Sums = { lines: number; grossMinor: bigint; feeMinor: bigint; netMinor: bigint };
type DeclaredTotal = Extract<ControlRow, { kind: "total" }>;

/** Adds a file up while it is read. */
export function tally() {
  const counted = new Map<Currency, Sums>();
  const declared: DeclaredTotal[] = [];
  const named: NamedTotal[] = [];
  const days = distinct<SettlementDay>();
  const batches = distinct<string>();
  const mchids = distinct<string>();
  const payouts: AnnouncedPayout[] = [];
  const unparsed: FailedRow[] = [];
  const digests = digestLedger();
  const damage = damageWatch();
  const watch = {
    syssn: damage.column("syssn"),
    origssn: damage.column("origssn"),
    chnlsn: damage.column("chnlsn"),
    outTradeNo: damage.column("outTradeNo"),
    flowNo: damage.column("flowNo"),
  };
  let part: BatchPart | null = null;
  let lines = 0;
  let unparsedCount = 0;
  const fail = (row: FailedRow): void => {
    unparsedCount += 1;
    if (unparsed.length < SHOWN) unparsed.push(row);
  };
  const count = (currency: Currency, grossMinor: bigint, feeMinor: bigint, netMinor: bigint): void => {
    let sums = counted.get(currency);
    if (sums === undefined) counted.set(currency, (sums = { ...NOTHING }));
    sums.lines += 1;
    sums.grossMinor += grossMinor;
    sums.feeMinor += feeMinor;
    sums.netMinor += netMinor;
  };
  const addUp = (lineNo: number, entry: Entry): void => {
    switch (entry.kind) {
      case "line":
        count(entry.line.currency, entry.line.grossMinor, entry.line.feeMinor, entry.line.netMinor);
        days.add(entry.line.tradeDate);
        batches.add(entry.line.batchNo);
        if (entry.line.mchid !== "") mchids.add(entry.line.mchid);
        watch.syssn(lineNo, entry.line.syssn);
        watch.origssn(lineNo, entry.line.origssn);
        watch.chnlsn(lineNo, entry.line.chnlsn);
        return watch.outTradeNo(lineNo, entry.line.outTradeNo);
      case "transaction":
        count(entry.line.currency, entry.line.amountMinor, 0n, entry.line.amountMinor);
        days.add(dayAt(entry.line.sysdtm));
        mchids.add(entry.line.mchid);
        watch.syssn(lineNo, entry.line.syssn);
        return watch.origssn(lineNo, entry.line.origssn);
      case "bank":
        count(entry.line.currency, entry.line.amountMinor, 0n, entry.line.amountMinor);
        return days.add(entry.line.valueDate);
      case "flow":
        count(entry.line.currency, entry.line.amountMinor, 0n, entry.line.amountMinor);
        watch.flowNo(lineNo, entry.line.flowNo);
        return days.add(dayAt(entry.line.bookedAt));
    }
  };
  return {
    fail,
    damage,
    /** Counts a row in; answers its digest. */
    entry(entry: Entry): string {
      lines += 1;
      addUp(entry.line.lineNo, entry);
      const digest = entryDigest(entry);
      digests.add(digest);
      return digest;
    },
    control(lineNo: number, row: ControlRow): void {
      switch (row.kind) {
        case "total":
          if (declared.some(({ currency }) => currency === row.currency))
            return fail({ lineNo, column: "#TOTAL", reason: "REPEATED_TOTAL", text: row.currency ?? "" });
          declared.push(row);
          return undefined;
        case "named":
          named.push(row.total);
          return undefined;
        case "day":
          return days.add(row.day);
        case "payout":
          payouts.push(row.payout);
          return undefined;
        case "part":
          part = row.part;
      }
    },
    lines: (): number => lines,
    isEmpty: (): boolean => lines === 0 && unparsedCount === 0 && days.size() === 0,
    discard: (): void => digests.discard(),
    sum(formulaCells: number): FileReading {
      const damaged = damage.found();
      const totals = checkTotals(declaredFigures(declared, counted), counted);
      const announced = payouts.map(({ ref, currency, amountMinor, valueDate }) => `payout ${ref} ${currency} ${amountMinor} ${valueDate}`);
      const hash = digests.hash([...announced, ...days.sorted().map((day) => `day ${day}`)]);
      return {
        lines,
        days: days.sorted(),
        batches: batches.sorted(),
        mchids: mchids.sorted(),
        payouts,
        controlTotals: namedTotalsAgree(named) ? (totals.result === "NONE" && named.length > 0 ? "OK" : totals.result) : "FAILED",
        totals: totals.checks,
        namedTotals: named,
        ...(part !== null && { part }),
        ...(formulaCells > 0 && { formulaCells }),
        failedRows: [...unparsed, ...damaged.rows].toSorted((a, b) => a.lineNo - b.lineNo).slice(0, SHOWN),
        failedRowCount: unparsedCount + damaged.count,
        unparsedCount,
        damagedCount: damaged.count,
        rowsHash: hash.rows,
        contentHash: hash.content,
      };
    },
  };
}

/** A set that is asked mostly for what it was given last. */
function distinct<T extends string>() {
  const all = new Set<T>();
  let last: T | null = null;
  return {
    add(value: T): void {
      if (value === last) return;
      last = value;
      all.add(value);
    },
    size: (): number => all.size,
    sorted: (): readonly T[] => [...all].toSorted(),
  };
}

/** Declared totals by currency. Figures that a file does not declare agree; a total without a currency belongs to the only one there is. */
function declaredFigures(declared: readonly DeclaredTotal[], counted: ReadonlyMap<Currency, Figures>): Map<Currency, Figures> {
  const only = [...counted.keys()].toSorted()[0];
  return new Map(
    declared.flatMap(({ currency, figures }) => {
      const of = currency ?? only;
      return of === undefined ? [] : [[of, { ...(counted.get(of) ?? NOTHING), ...figures }] as const];
    }),
  );
}
