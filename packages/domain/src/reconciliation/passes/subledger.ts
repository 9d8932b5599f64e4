import { decimalsOf } from "../../money/index.ts";
import { minorExactly } from "../../settlement/index.ts";
import type { BookedLine } from "../books.ts";
import type { Because, Decision } from "../decision.ts";
import { type Desk, isToday } from "../desk.ts";

const REGISTERED: Because = { agreed: ["remark", "gross"], differed: [], arguments: [] };
const RESERVE: Because = { agreed: ["kind"], differed: [], arguments: [] };
const REVERSAL: Because = { agreed: ["syssn", "gross"], differed: [], arguments: [] };

/**
 * Lines without a transaction that something agreed explains: a registered recurring fee (once a day each), a reserve where the account
 * keeps one, and a chargeback given back in full.
 */
export function subledger(desk: Desk): Decision[] {
  const registered = [...desk.books.rules.expectedFees];
  const disputes = desk.open.filter((line) => line.lineType === "CHARGEBACK");
  return desk.open.flatMap((line): Decision[] => {
    const because = isToday(desk, line) ? explanationOf(desk, line, registered, disputes) : null;
    return because
      ? [{ kind: "matched", line, transactions: [], tied: [], stage: "SUBLEDGER", carriedIn: false, explained: [], because, ruling: null }]
      : [];
  });
}

function explanationOf(
  desk: Desk,
  line: BookedLine,
  registered: { remark: string; amount: Parameters<typeof minorExactly>[0] }[],
  disputes: BookedLine[],
): Because | null {
  switch (line.lineType) {
    case "FEE":
    case "ADJUSTMENT": {
      const at = registered.findIndex(
        (fee) => fee.remark === line.remark && isAmount(line, minorExactly(fee.amount, decimalsOf(line.currency))),
      );
      if (at < 0) return null;
      registered.splice(at, 1);
      return REGISTERED;
    }
    case "RESERVE_HOLD":
    case "RESERVE_RELEASE":
      return desk.books.rules.acceptReserveLines ? RESERVE : null;
    case "CHARGEBACK_REVERSAL": {
      const at = disputes.findIndex(
        (dispute) => dispute.syssn !== null && dispute.syssn === line.syssn && dispute.grossMinor === -line.grossMinor,
      );
      if (at < 0) return null;
      disputes.splice(at, 1);
      return REVERSAL;
    }
    case "PAYMENT":
    case "REFUND":
    case "CANCEL":
    case "CHARGEBACK":
    case "PAYOUT":
      return null;
  }
}

/** Contracts write a fee as a cost; statements print it from the merchant's side. Either sign names the same fee. */
function isAmount(line: BookedLine, minor: bigint | null): boolean {
  return minor !== null && (line.grossMinor === minor || line.grossMinor === -minor);
}
