import type { Currency } from "../money/index.ts";
import type { SettlementDay } from "../time/index.ts";
import type { StatementLine } from "./line.ts";

/** A chargeback or its reversal, where it stands. Amounts are minor units; a chargeback's is negative. */
export type DisputeLine = Pick<StatementLine, "lineNo" | "lineType" | "tradeDate" | "currency" | "grossMinor" | "syssn" | "origssn"> & {
  readonly fileId: string;
};

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
 * Disputes in the order in which they were opened. A reversal ends the oldest open dispute of the same payment and amount.
 * @param isAccepted whether the loss behind a chargeback row was accepted
 */
export function disputesOf(
  lines: readonly DisputeLine[],
  isAccepted: (row: { fileId: string; lineNo: number }) => boolean = () => false,
): Dispute[] {
  const ordered = lines.toSorted(compareRows);
  const reversals = ordered.filter(({ lineType }) => lineType === "CHARGEBACK_REVERSAL");
  return ordered.flatMap((line): Dispute[] => {
    if (line.lineType !== "CHARGEBACK") return [];
    const at = reversals.findIndex(
      (reversal) =>
        numberOf(reversal) !== null &&
        numberOf(reversal) === numberOf(line) &&
        reversal.currency === line.currency &&
        reversal.grossMinor === -line.grossMinor &&
        reversal.tradeDate >= line.tradeDate,
    );
    const [reversal] = at < 0 ? [] : reversals.splice(at, 1);
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

function numberOf({ syssn, origssn }: DisputeLine): string | null {
  return syssn ?? origssn;
}

function compareRows(a: DisputeLine, b: DisputeLine): number {
  if (a.tradeDate !== b.tradeDate) return a.tradeDate < b.tradeDate ? -1 : 1;
  return (a.fileId < b.fileId ? -1 : a.fileId > b.fileId ? 1 : 0) || a.lineNo - b.lineNo;
}
