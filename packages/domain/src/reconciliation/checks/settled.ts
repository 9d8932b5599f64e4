import { money } from "../../money/index.ts";
import type { BookedLine, BookedTransaction } from "../books.ts";
import type { ComparedKey, Stage } from "../codes.ts";
import type { Broken, Explained, Matched } from "../decision.ts";
import { type Desk, isToday, ownDay } from "../desk.ts";
import { fullBreak } from "../entries.ts";
import { drift } from "./drift.ts";
import { type Finding, feeFinding } from "./fee.ts";
import { refundFxFinding } from "./fx.ts";
import { netFinding } from "./net.ts";
import { overRefund } from "./over-refund.ts";

/** What a stage has compared, so that its matches can say it. */
export function agreedBy(stage: Stage): readonly ComparedKey[] {
  return AGREED[stage] ?? [];
}

const AGREED: Partial<Record<Stage, readonly ComparedKey[]>> = {
  CANCEL_NET: ["syssn", "currency"],
  KEY_EXACT: ["syssn", "kind", "currency", "mchid", "gross"],
  CHANNEL_REF: ["chnlsn", "kind", "currency", "gross"],
  ORDER_REF: ["outTradeNo", "kind", "currency", "gross"],
  REFUND_BY_ORIGIN: ["origssn", "kind", "currency", "gross"],
  REFUND_GROUP: ["origssn", "kind", "currency", "gross"],
  SUBLEDGER: ["remark", "gross"],
};

/**
 * A line whose principal is right: holds its other figures against the contract. The first check that fails makes it a break for
 * that figure, though its principal stays settled; what a tolerance or the calendar accounts for is explained.
 */
export function settled(desk: Desk, line: BookedLine, transactions: readonly BookedTransaction[], stage: Stage): Matched | Broken {
  const agreed = agreedBy(stage);
  const because = { agreed, differed: [], arguments: [] };
  const carriedIn = transactions.some((each) => ownDay(desk, each) !== line.tradeDate);
  const bare: Matched = { kind: "matched", line, transactions, tied: transactions, stage, carriedIn, explained: [], because, ruling: null };
  if (!isToday(desk, line)) return bare; // only its tie matters here
  const explained: Explained[] = [];
  for (const finding of findings(desk, line, transactions)) {
    if (finding === null) continue;
    if (finding.kind === "explained") explained.push(finding.explained);
    else return brokenBy(finding, line, transactions, agreed);
  }
  return { ...bare, explained };
}

function* findings(desk: Desk, line: BookedLine, transactions: readonly BookedTransaction[]): Generator<Finding | null> {
  yield overRefund(desk, line, transactions);
  yield netFinding(line);
  yield feeFinding(desk, line, transactions);
  yield refundFxFinding(desk, line, transactions);
  for (const code of new Set(transactions.map((each) => drift(line, each, desk.books)))) {
    yield code && { kind: "explained", explained: { code, amount: money(0n, line.currency) } };
  }
}

function brokenBy(
  finding: Extract<Finding, { kind: "broken" }>,
  line: BookedLine,
  transactions: readonly BookedTransaction[],
  agreed: readonly ComparedKey[],
): Broken {
  const because = { agreed, differed: [], arguments: finding.arguments };
  const whole = fullBreak(line, finding.code, transactions, because);
  return { ...whole, tied: transactions, syssn: transactions[0]?.syssn ?? line.syssn, difference: finding.difference };
}
