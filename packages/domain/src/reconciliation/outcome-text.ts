import { formatMajor } from "../money/index.ts";
import type { Decision } from "./decision.ts";
import type { DayOutcome } from "./match-books.ts";
import { isPlain } from "./plain.ts";

/**
 * The outcome as lines of text: sorted and keyed by what the rows say. No line number, file name or time is in it, so the same books
 * have the same text in whatever order and under whatever names they came.
 */
export function outcomeText(outcome: DayOutcome): string[] {
  const plain = outcome.matched.filter(isPlain).map((decision) => entryText(decision).join("|"));
  return [...plain, ...textBesidePlain(outcome)].toSorted();
}

/** The text without plain rows, which are many. Its digest, with theirs by {@link plainText}, is the result hash. */
export function textBesidePlain(outcome: DayOutcome): string[] {
  const matched = outcome.matched.filter((decision) => !isPlain(decision));
  const own = [...matched, ...outcome.broken, ...outcome.carried, ...outcome.ignored].map(entryText);
  const prior = outcome.prior.map((decision) => ["prior", ...entryText(decision)]);
  const later = outcome.bookedLater.map(({ transaction, minor }) => ["booked", transaction.syssn, String(minor)]);
  const entries = [...own, ...prior, ...later].map((parts) => parts.join("|"));
  return [...entries, ...outcome.alerts.map((alert) => `alert|${alert}`)].toSorted();
}

/** Plain rows whose digests begin with the same two figures: how many, and the SHA-256 (hex) of their digests in sorted order. */
export type PlainShelf = { readonly head: string; readonly lines: number; readonly digest: string };

/** Plain rows as the result hash takes them in, behind the other outcomes: sorted, and a shelf a line, since they are many. */
export function plainText(shelves: readonly PlainShelf[]): string[] {
  return shelves.map(({ head, lines, digest }) => `plain|${head}|${lines}|${digest}`).toSorted();
}

/** A resolution counts by what it does to the entry; where it changes nothing else, it is named. */
function entryText(decision: Decision): string[] {
  if (decision.kind === "carried" || decision.ruling === null) return bareText(decision);
  return [...bareText(decision), decision.ruling.action];
}

function bareText(decision: Decision): string[] {
  switch (decision.kind) {
    case "matched": {
      const explained = decision.explained.map(({ code, amount }) => `${code} ${formatMajor(amount)} ${amount.currency}`);
      const syssns = decision.transactions.map(({ syssn }) => syssn);
      const isCarried = decision.carriedIn ? "carried in" : "own day";
      return ["matched", decision.line.digest, decision.stage, syssns.join(","), isCarried, explained.toSorted().join(",")];
    }
    case "broken": {
      const subject = decision.line?.digest ?? decision.file?.contentHash ?? "";
      const amount = `${formatMajor(decision.difference)} ${decision.difference.currency}`;
      return ["broken", subject, decision.syssn ?? "", decision.codes.join(","), amount];
    }
    case "carried":
      return ["carried", decision.transaction.syssn, decision.reason, decision.expectedValueDate];
    case "ignored":
      return ["ignored", decision.line.digest, decision.reason];
  }
}
