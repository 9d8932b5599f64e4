import { formatMajor, type Money, money } from "../money/index.ts";
import type { BookedLine, BookedTransaction } from "./books.ts";
import type { Argument, ArgumentCode, BreakCode, ComparedKey } from "./codes.ts";
import type { Because, Broken } from "./decision.ts";

/** The line's own amount from the merchant's side. */
export function grossOf(line: BookedLine): Money {
  return money(line.grossMinor, line.currency);
}

export function argument(code: ArgumentCode, params: Readonly<Record<string, string>> = {}): Argument {
  return { code, params };
}

/** A break about a line for its full amount, settling nothing of ours. */
export function fullBreak(line: BookedLine, code: BreakCode, about: readonly BookedTransaction[], because: Partial<Because> = {}): Broken {
  return {
    kind: "broken",
    line,
    file: null,
    batchNo: null,
    syssn: line.syssn,
    tied: [],
    about,
    codes: [code],
    difference: grossOf(line),
    because: { agreed: because.agreed ?? [], differed: because.differed ?? [], arguments: because.arguments ?? [] },
    ruling: null,
  };
}

/** What a line and a transaction have in common and where they differ, over the keys that decide. */
export function compared(line: BookedLine, ours: BookedTransaction): Pick<Because, "agreed" | "differed"> {
  const pairs: [ComparedKey, string | null, string | null][] = [
    ["syssn", line.syssn, ours.syssn],
    ["kind", line.lineType, ours.kind.toUpperCase()],
    ["currency", line.currency, ours.amount.currency],
    ["mchid", line.mchid, ours.mchid],
    ["gross", formatMajor(grossOf(line)), formatMajor(ours.amount)],
    ["outTradeNo", line.outTradeNo, ours.outTradeNo],
    ["chnlsn", line.chnlsn, ours.chnlsn],
  ];
  const known = pairs.flatMap(([key, theirs, own]) => (theirs === null || own === null ? [] : [{ key, line: theirs, ours: own }]));
  return {
    agreed: known.filter((pair) => pair.line === pair.ours).map((pair) => pair.key),
    differed: known.filter((pair) => pair.line !== pair.ours),
  };
}
