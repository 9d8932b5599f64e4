import { decimalsOf } from "../../money/index.ts";
import { minorExactly, reversedDisputes, type SettlementRules } from "../../settlement/index.ts";
import type { BookedLine } from "../books.ts";
import type { Because, Decision } from "../decision.ts";
import { type Desk, isToday } from "../desk.ts";
import { compareByTime } from "../order.ts";

type ExpectedFee = SettlementRules["expectedFees"][number];

const REGISTERED: Because = { agreed: ["remark", "gross"], differed: [], arguments: [] };
const RESERVE: Because = { agreed: ["kind"], differed: [], arguments: [] };
const REVERSAL: Because = { agreed: ["syssn", "gross"], differed: [], arguments: [] };

/**
 * Lines without a transaction that something agreed explains: a registered recurring fee (once a day each), a reserve where the account
 * keeps one, and a chargeback given back in full, on whatever day, with the row that gives it back.
 */
export function subledger(desk: Desk): Decision[] {
  const registered = new Map<string, ExpectedFee[]>();
  const reversed = new Set(reversedDisputes(disputeRows(desk)).flat());
  return desk.open.flatMap((line): Decision[] => {
    const because = isToday(desk, line) ? explanationOf(desk, line, registered, reversed) : null;
    return because
      ? [{ kind: "matched", line, transactions: [], tied: [], stage: "SUBLEDGER", carriedIn: false, explained: [], because, ruling: null }]
      : [];
  });
}

/** Chargebacks and reversals that people have not settled otherwise, the oldest first; of other days as far as those were over by the run's clock. */
function disputeRows(desk: Desk): BookedLine[] {
  const sealed = desk.books.sealed.flatMap(({ line, isDecided }) => (isDecided ? [] : [line]));
  return [...desk.open, ...sealed]
    .filter(({ lineType }) => lineType === "CHARGEBACK" || lineType === "CHARGEBACK_REVERSAL")
    .filter((line) => isToday(desk, line) || line.tradeDate < desk.books.asOf)
    .toSorted(compareByTime);
}

function explanationOf(
  desk: Desk,
  line: BookedLine,
  registered: Map<string, ExpectedFee[]>,
  reversed: ReadonlySet<BookedLine>,
): Because | null {
  switch (line.lineType) {
    case "FEE":
    case "ADJUSTMENT": {
      const left = registered.get(line.tradeDate) ?? [...desk.books.rules.expectedFees];
      const at = left.findIndex((fee) => fee.remark === line.remark && isAmount(line, minorExactly(fee.amount, decimalsOf(line.currency))));
      if (at < 0) return null;
      registered.set(line.tradeDate, left.toSpliced(at, 1));
      return REGISTERED;
    }
    case "RESERVE_HOLD":
    case "RESERVE_RELEASE":
      return desk.books.rules.acceptReserveLines ? RESERVE : null;
    case "CHARGEBACK":
    case "CHARGEBACK_REVERSAL":
      return reversed.has(line) ? REVERSAL : null;
    case "PAYMENT":
    case "REFUND":
    case "CANCEL":
    case "PAYOUT":
      return null;
  }
}

/** Contracts write a fee as a cost; statements print it from the merchant's side. Either sign names the same fee. */
function isAmount(line: BookedLine, minor: bigint | null): boolean {
  return minor !== null && (line.grossMinor === minor || line.grossMinor === -minor);
}
