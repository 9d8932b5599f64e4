import { money } from "../../money/index.ts";
import { contractFor, type SettlementRules } from "../../settlement/index.ts";
import type { BookedLine, BookedTransaction } from "../books.ts";
import type { Finding } from "../checks/fee.ts";
import { fxFinding } from "../checks/fx.ts";
import { netFinding } from "../checks/net.ts";
import type { Because, Decision } from "../decision.ts";
import type { Desk } from "../desk.ts";
import { isTakenBack } from "../eligibility.ts";
import { fullBreak } from "../entries.ts";
import { compareByTime } from "../order.ts";

const BECAUSE: Because = { agreed: ["syssn", "currency"], differed: [], arguments: [] };

/** A payment that was taken back, printed once in and once out on the same day: both rows are accounted for by each other. */
export function cancelNet(desk: Desk): Decision[] {
  const cancels = desk.open.filter((line) => line.lineType === "CANCEL").toSorted(compareByTime);
  const named = new Set(cancels.flatMap(namesOf));
  const payments = desk.open.filter((line) => line.lineType === "PAYMENT" && line.syssn !== null && named.has(line.syssn));
  const byKey = Map.groupBy(payments.toSorted(compareByTime), (line) => `${line.tradeDate} ${line.syssn}`);
  return cancels.flatMap((cancel) => {
    for (const name of namesOf(cancel)) {
      const ours = desk.bySyssn.get(name);
      const group = byKey.get(`${cancel.tradeDate} ${name}`) ?? [];
      const at = group.findIndex((payment) => payment.currency === cancel.currency && payment.grossMinor + cancel.grossMinor === 0n);
      if (ours === undefined || !isTakenBack(ours) || at < 0) continue;
      return group.splice(at, 1).flatMap((payment) => bothRows(desk.books.rules, payment, cancel, ours));
    }
    return [];
  });
}

function namesOf({ syssn, origssn }: BookedLine): string[] {
  return [syssn, origssn].filter((name) => name !== null);
}

/** Each row must be right in itself like any other, and a fee kept on a payment that never was is still owed to us. */
function bothRows(rules: SettlementRules, payment: BookedLine, cancel: BookedLine, ours: BookedTransaction): Decision[] {
  const kept = money(payment.feeMinor + cancel.feeMinor, cancel.currency);
  const isKept = kept.minor !== 0n && contractFor(rules, payment) !== null;
  const fee: Finding | null = isKept ? { kind: "broken", code: "FEE_MISMATCH", difference: kept, arguments: [] } : null;
  return [
    judged(payment, ours, [netFinding(payment), fxFinding(payment, rules)]),
    judged(cancel, ours, [netFinding(cancel), fee, fxFinding(cancel, rules)]),
  ];
}

/** A row that its counterpart accounts for; nothing settles the transaction, which was taken back. */
function judged(line: BookedLine, ours: BookedTransaction, findings: readonly (Finding | null)[]): Decision {
  const found = findings.filter((finding) => finding !== null);
  const fault = found.find((finding) => finding.kind === "broken");
  if (fault !== undefined) {
    const because = { ...BECAUSE, arguments: fault.arguments };
    return { ...fullBreak(line, fault.code, [ours], because), syssn: ours.syssn, difference: fault.difference };
  }
  const explained = found.flatMap((finding) => (finding.kind === "explained" ? [finding.explained] : []));
  return {
    kind: "matched",
    line,
    transactions: [ours],
    tied: [],
    stage: "CANCEL_NET",
    carriedIn: false,
    explained,
    because: BECAUSE,
    ruling: null,
  };
}
