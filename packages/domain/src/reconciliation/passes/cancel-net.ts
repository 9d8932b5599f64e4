import { money } from "../../money/index.ts";
import { contractFor } from "../../settlement/index.ts";
import type { BookedLine, BookedTransaction } from "../books.ts";
import type { Because, Decision } from "../decision.ts";
import type { Desk } from "../desk.ts";
import { isTakenBack } from "../eligibility.ts";
import { fullBreak } from "../entries.ts";

const BECAUSE: Because = { agreed: ["syssn", "currency"], differed: [], arguments: [] };

/** A payment that was taken back, printed once in and once out on the same day: both rows are accounted for by each other. */
export function cancelNet(desk: Desk): Decision[] {
  const payments = desk.open.filter((line) => line.lineType === "PAYMENT" && line.syssn !== null);
  const byKey = Map.groupBy(payments, (line) => `${line.tradeDate} ${line.syssn}`);
  return desk.open.flatMap((cancel) => {
    if (cancel.lineType !== "CANCEL") return [];
    const names = [cancel.syssn, cancel.origssn].filter((name) => name !== null);
    for (const name of names) {
      const ours = desk.bySyssn.get(name);
      const group = byKey.get(`${cancel.tradeDate} ${name}`) ?? [];
      const at = group.findIndex((payment) => payment.currency === cancel.currency && payment.grossMinor + cancel.grossMinor === 0n);
      if (ours === undefined || !isTakenBack(ours) || at < 0) continue;
      return group.splice(at, 1).flatMap((payment) => bothRows(payment, cancel, ours, contractFor(desk.books.rules, payment) !== null));
    }
    return [];
  });
}

/** A fee kept on a payment that never was is still owed to us. */
function bothRows(payment: BookedLine, cancel: BookedLine, ours: BookedTransaction, judgesFees: boolean): Decision[] {
  const matched = (line: BookedLine): Decision => ({
    kind: "matched",
    line,
    transactions: [ours],
    tied: [], // taken back: nothing settles it
    stage: "CANCEL_NET",
    carriedIn: false,
    explained: [],
    because: BECAUSE,
    ruling: null,
  });
  const kept = payment.feeMinor + cancel.feeMinor;
  if (kept === 0n || !judgesFees) return [matched(payment), matched(cancel)];
  const broken = { ...fullBreak(cancel, "FEE_MISMATCH", [ours], BECAUSE), syssn: ours.syssn, difference: money(kept, cancel.currency) };
  return [matched(payment), broken];
}
