import type { Currency } from "../money/index.ts";
import type { SettlementDay } from "../time/index.ts";
import type { StatementLine } from "./line.ts";

/** A chargeback or its reversal as far as it decides which of them belong together. Amounts are minor units; a chargeback's is negative. */
export type DisputeRow = Pick<StatementLine, "lineNo" | "lineType" | "tradeDate" | "currency" | "grossMinor" | "syssn" | "origssn">;

/** A chargeback or its reversal, where it stands. */
export type DisputeLine = DisputeRow & { readonly fileId: string };

/** A payment that a shopper disputes: opened by a chargeback, won when it is given back, lost when the loss was accepted. */
export type Dispute = {
  /** The payment's number; null where the row names none. */
  readonly syssn: string | null;
  readonly currency: Currency;
  /** What QFPay took back, positive. */
  readonly minor: bigint;
  readonly openedOn: SettlementDay;
  readonly opened: { readonly fileId: string; readonly lineNo: number };
  readonly state: "OPEN" | "WON" | "LOST";
  readonly endedOn: SettlementDay | null;
};

/**
 * Disputes in the order in which they were opened. A reversal ends the oldest open dispute of the same payment and amount, and one whose
 * loss was accepted only where no other is open.
 * @param isAccepted whether the loss behind a chargeback row was accepted
 */
export function disputesOf(
  lines: readonly DisputeLine[],
  isAccepted: (row: { fileId: string; lineNo: number }) => boolean = () => false,
): Dispute[] {
  const ordered = lines.toSorted(compareRows);
  const preferred = ordered.toSorted((a, b) => Number(isAccepted(a)) - Number(isAccepted(b)));
  const reversalOf = new Map(reversedDisputes(preferred));
  return ordered.flatMap((line): Dispute[] => {
    if (line.lineType !== "CHARGEBACK") return [];
    const reversal = reversalOf.get(line);
    const opened = { fileId: line.fileId, lineNo: line.lineNo };
    const state = reversal ? "WON" : isAccepted(opened) ? "LOST" : "OPEN";
    return [
      {
        syssn: numberOf(line),
        currency: line.currency,
        minor: -line.grossMinor,
        openedOn: line.tradeDate,
        opened,
        state,
        endedOn: reversal?.tradeDate ?? null,
      },
    ];
  });
}

/**
 * Chargebacks that QFPay gave back in full, each with its reversal: of the same payment, currency and amount, and not before it. Every row
 * is in one pair at most; what comes first in the list is served first.
 */
export function reversedDisputes<L extends DisputeRow>(rows: readonly L[]): [chargeback: L, reversal: L][] {
  const keyed = rows.filter((row) => isDispute(row) && numberOf(row) !== null);
  return [...Map.groupBy(keyed, keyOf).values()].flatMap((group) => {
    const reversals = group.filter(({ lineType }) => lineType === "CHARGEBACK_REVERSAL");
    return group.flatMap((row): [L, L][] => {
      if (row.lineType !== "CHARGEBACK") return [];
      const at = reversals.findIndex(({ tradeDate }) => tradeDate >= row.tradeDate);
      return at < 0 ? [] : reversals.splice(at, 1).map((reversal): [L, L] => [row, reversal]);
    });
  });
}

function isDispute({ lineType }: DisputeRow): boolean {
  return lineType === "CHARGEBACK" || lineType === "CHARGEBACK_REVERSAL";
}

/** The same for a chargeback and what gives it back. */
function keyOf(row: DisputeRow): string {
  const taken = row.lineType === "CHARGEBACK" ? -row.grossMinor : row.grossMinor;
  return [numberOf(row), row.currency, taken].join("\u001f");
}

function numberOf({ syssn, origssn }: DisputeRow): string | null {
  return syssn ?? origssn;
}

function compareRows(a: DisputeLine, b: DisputeLine): number {
  if (a.tradeDate !== b.tradeDate) return a.tradeDate < b.tradeDate ? -1 : 1;
  return (a.fileId < b.fileId ? -1 : a.fileId > b.fileId ? 1 : 0) || a.lineNo - b.lineNo;
}
