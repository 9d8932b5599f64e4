import { formatMajor } from "../money/index.ts";
import type { BookedLine } from "./books.ts";
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

/** The text without plain rows, which are many. Its digest, with all rows by {@link rowsText}, is the result hash. */
export function textBesidePlain(outcome: DayOutcome): string[] {
  const matched = outcome.matched.filter((decision) => !isPlain(decision));
  const own = [...matched, ...outcome.broken, ...outcome.carried, ...outcome.ignored].map(entryText);
  const prior = outcome.prior.map((decision) => ["prior", ...entryText(decision)]);
  const later = outcome.bookedLater.map(({ transaction, minor }) => ["booked", transaction.syssn, String(minor)]);
  const entries = [...own, ...prior, ...later].map((parts) => parts.join("|"));
  return [...entries, ...outcome.alerts.map((alert) => `alert|${alert}`)].toSorted();
}

/** All rows of a day: how many, and the SHA-256 (hex) over their digests in sorted order. */
export type AllRows = { readonly lines: number; readonly hash: string };

/**
 * All rows of the day as the result hash takes them in, behind the outcomes: what is among them without an outcome of its own is plain, but
 * for rows that another day has judged, which are named.
 */
export function rowsText({ lines, hash }: AllRows, elsewhere: readonly Pick<BookedLine, "digest">[]): string[] {
  return [`rows|${lines}|${hash}`, ...elsewhere.map(({ digest }) => `elsewhere|${digest}`).toSorted()];
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
