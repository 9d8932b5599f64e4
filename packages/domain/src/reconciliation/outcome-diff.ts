import { formatMajor } from "../money/index.ts";
import type { BookedLine } from "./books.ts";
import type { Decision } from "./decision.ts";
import type { DayOutcome } from "./match-books.ts";
import { compareText } from "./order.ts";
import { subjectOf, subjectText } from "./subjects.ts";

/** Something that two runs of one day do not agree on. Null on a side where it is no matter at all. */
export type OutcomeChange = {
  readonly subject: string;
  readonly line: BookedLine | null;
  readonly syssn: string | null;
  readonly before: Decision | null;
  readonly after: Decision | null;
};

/** How two outcomes of one day differ, row by row and transaction by transaction, in the order of their subjects. Items of closed days are left out. */
export function outcomeDiff(before: DayOutcome, after: DayOutcome): OutcomeChange[] {
  const [old, now] = [bySubject(before), bySubject(after)];
  return [...new Set([...old.keys(), ...now.keys()])].toSorted(compareText).flatMap((subject) => {
    const [was, is] = [old.get(subject) ?? null, now.get(subject) ?? null];
    if (was !== null && is !== null && saying(was) === saying(is)) return [];
    const told = is ?? was;
    if (told === null) return [];
    return [{ subject, line: told.kind === "carried" ? null : told.line, syssn: syssnOf(told), before: was, after: is }];
  });
}

function bySubject({ matched, broken, carried, ignored }: DayOutcome): Map<string, Decision> {
  const decisions: readonly Decision[] = [...matched, ...broken, ...carried, ...ignored];
  return new Map(decisions.map((decision) => [subjectText(subjectOf(decision)), decision]));
}

function syssnOf(decision: Decision): string | null {
  switch (decision.kind) {
    case "matched":
      return decision.transactions[0]?.syssn ?? null;
    case "broken":
      return decision.syssn;
    case "carried":
      return decision.transaction.syssn;
    case "ignored":
      return decision.line.syssn;
  }
}

/** What a decision says, without what argues for it. */
function saying(decision: Decision): string {
  switch (decision.kind) {
    case "matched": {
      const explained = decision.explained.map(({ code, amount }) => `${code} ${formatMajor(amount)}`);
      return ["matched", decision.stage, decision.carriedIn, ...decision.transactions.map(({ syssn }) => syssn), ...explained].join(" ");
    }
    case "broken": {
      const { currency } = decision.difference;
      return ["broken", ...decision.codes, currency, formatMajor(decision.difference), ...decision.tied.map(({ syssn }) => syssn)].join(
        " ",
      );
    }
    case "carried":
      return ["carried", decision.reason, decision.expectedValueDate].join(" ");
    case "ignored":
      return ["ignored", decision.reason].join(" ");
  }
}
