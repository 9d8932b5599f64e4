import type { StoredEntry, StoredResolution } from "@tillbook/db/reconciliation";
import { parsePlace, parseSubject, type RulingTerms, type Subject } from "@tillbook/domain/reconciliation";
import type { Wish } from "@tillbook/domain/reconciliation/breaks";
import { settlementDaySchema } from "@tillbook/domain/time";

/** What a wish about an entry of a run comes to; null for a claim, which moves nothing. */
export function termsOf(id: string, entry: StoredEntry, wish: Wish): RulingTerms | null {
  const subject = subjectOf(entry);
  const own = subject.kind === "line" ? [{ fileId: subject.fileId, lineNo: subject.lineNo }] : [];
  switch (wish.action) {
    case "LINK":
      return { id, subject, action: "LINK", lines: wish.lines, syssns: wish.syssns };
    case "IGNORE_LINE":
      return { id, subject, action: "IGNORE_LINE", lines: own };
    case "CREATE_INTERNAL":
      return { id, subject, action: "CREATE_INTERNAL", lines: own, bookedOn: null };
    case "WRITE_OFF":
      return { id, subject, action: "WRITE_OFF", account: wish.account, codes: entry.codes, difference: differenceOf(entry) };
    case "CARRY":
      return { id, subject, action: "CARRY", until: wish.until, codes: entry.codes, difference: differenceOf(entry) };
    case "CLAIM":
      return null;
  }
}

/** The same of a stored resolution; null for those that move nothing by themselves. */
export function storedTerms(stored: StoredResolution): RulingTerms | null {
  const { proposalId: id, action, codes, differenceMinor, currency, ledgerAccount, untilDay } = stored;
  const subject = parseSubject(stored.subject);
  const lines = stored.lines.map(parsePlace);
  const difference = { minor: differenceMinor ?? 0n, currency: currency ?? "HKD" };
  switch (action) {
    case "LINK":
      return { id, subject, action, lines, syssns: stored.syssns };
    case "IGNORE_LINE":
      return { id, subject, action, lines };
    case "CREATE_INTERNAL":
      return { id, subject, action, lines, bookedOn: null };
    case "WRITE_OFF":
      return { id, subject, action, account: ledgerAccount ?? "write_off", codes, difference };
    case "CARRY":
      return { id, subject, action, until: settlementDaySchema.parse(untilDay), codes, difference };
    case "ENQUIRE":
    case "CLAIM":
    case "REVERSE":
      return null;
  }
}

/** What an entry is about. Throws for an entry that is no break and waits for nothing. */
export function subjectOf(entry: StoredEntry): Subject {
  if (entry.subject === null) throw new Error(`entry ${entry.ordinal} is about nothing`);
  return parseSubject(entry.subject);
}

function differenceOf({ differenceMinor, currency, ordinal }: StoredEntry) {
  if (differenceMinor === null || currency === null) throw new Error(`entry ${ordinal} has no difference`); // the database refuses such breaks
  return { minor: differenceMinor, currency };
}
