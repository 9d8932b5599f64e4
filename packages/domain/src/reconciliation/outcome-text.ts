import { formatMajor } from "../money/index.ts";
import type { Decision } from "./decision.ts";
import type { DayOutcome } from "./match-books.ts";

/**
 * The outcome as lines of text whose digest is the result hash: sorted and keyed by what the rows say. No line number, file name or time
 * is in it, so the same books have the same hash in whatever order and under whatever names they came.
 */
export function outcomeText(outcome: DayOutcome): string[] {
  const own = [...outcome.matched, ...outcome.broken, ...outcome.carried, ...outcome.ignored].map(entryText);
  const prior = outcome.prior.map((decision) => ["prior", ...entryText(decision)]);
  const later = outcome.bookedLater.map(({ transaction, minor }) => ["booked", transaction.syssn, String(minor)]);
  const entries = [...own, ...prior, ...later].map((parts) => parts.join("|"));
  return [...entries, ...outcome.alerts.map((alert) => `alert|${alert}`)].toSorted();
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
