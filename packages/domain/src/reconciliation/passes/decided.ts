import { money } from "../../money/index.ts";
import type { BookedLine, BookedTransaction } from "../books.ts";
import { netFinding } from "../checks/net.ts";
import { agreedBy, settled } from "../checks/settled.ts";
import { type Decision, type Matched, NO_REASONS } from "../decision.ts";
import { type Desk, isToday } from "../desk.ts";
import { isExpected, isTrade } from "../eligibility.ts";
import type { Ruling } from "../rulings/ruling.ts";
import { placeOfLine, placeText } from "../subjects.ts";

/** What people have settled about rows: tied to transactions by hand, or set aside. Rows that are gone and money that fits no more are left to the rules. */
export function decided(desk: Desk): Decision[] {
  if (desk.rulings.length === 0) return [];
  const open = new Map(desk.open.map((line) => [placeText(placeOfLine(line)), line]));
  const done = new Set<BookedLine>();
  const claimed = new Set<string>();
  const naming = Map.groupBy(desk.open, ({ syssn }) => syssn);
  return desk.rulings.flatMap((ruling): Decision[] => {
    const lines = (ruling.action === "LINK" || ruling.action === "IGNORE_LINE" ? ruling.lines : []).flatMap((place) => {
      const line = open.get(placeText(place));
      return line && !done.has(line) ? [line] : [];
    });
    const isNamed = (syssn: string): boolean => (naming.get(syssn) ?? []).some((line) => !lines.includes(line));
    const isFree = (syssn: string): boolean => !desk.tiedTo.has(syssn) && !claimed.has(syssn) && !isNamed(syssn);
    const made = ruling.action === "LINK" ? linked(desk, ruling, lines, isFree) : ignored(ruling, lines);
    for (const syssn of made.length > 0 && ruling.action === "LINK" ? ruling.syssns : []) claimed.add(syssn);
    for (const line of made.length > 0 ? lines : []) done.add(line);
    return made;
  });
}

function ignored(ruling: Ruling, lines: readonly BookedLine[]): Decision[] {
  if (ruling.action !== "IGNORE_LINE") return [];
  const mark = { id: ruling.id, action: ruling.action };
  return lines.map((line) => ({ kind: "ignored", line, reason: "NOT_OURS", because: NO_REASONS, ruling: mark }));
}

/**
 * Several rows for one transaction: the first of them settles it, the others stand beside it.
 * @param isFree whether nothing settles a transaction yet, and no other row carries its very number, which is surer than any choice
 */
function linked(
  desk: Desk,
  ruling: Extract<Ruling, { action: "LINK" }>,
  lines: readonly BookedLine[],
  isFree: (syssn: string) => boolean,
): Decision[] {
  const [first, ...others] = lines;
  const ours = ruling.syssns.flatMap((syssn) => desk.bySyssn.get(syssn) ?? []);
  if (!first || lines.length < ruling.lines.length || ours.length < ruling.syssns.length) return [];
  if (!mayBeLinked(lines, ours) || !ours.every(({ syssn }) => isFree(syssn))) return [];
  const mark = { id: ruling.id, action: ruling.action };
  const accepted = linkDifference(lines, ours);
  if (accepted === 0n && others.length === 0) {
    const judged = settled(desk, first, ours, "MANUAL");
    return [judged.kind === "matched" ? { ...judged, ruling: mark } : judged];
  }
  const explained = accepted === 0n ? [] : [{ code: "ACCEPTED_DIFFERENCE" as const, amount: money(accepted, first.currency) }];
  const because = { agreed: agreedBy("MANUAL"), differed: [], arguments: [] };
  return lines.map(
    (line): Matched => ({
      kind: "matched",
      line,
      transactions: ours,
      tied: line === first ? ours : [],
      stage: "MANUAL",
      carriedIn: false,
      explained: line === first && isToday(desk, line) ? explained : [],
      because,
      ruling: mark,
    }),
  );
}

/** Whether rows and transactions may be tied by hand at all: trade rows that add up, money that should settle, one currency. */
export function mayBeLinked(lines: readonly BookedLine[], ours: readonly BookedTransaction[]): boolean {
  const currencies = new Set([...lines.map(({ currency }) => currency), ...ours.map(({ amount }) => amount.currency)]);
  return lines.length > 0 && ours.length > 0 && currencies.size === 1 && lines.every(isSound) && ours.every(isExpected);
}

function isSound(line: BookedLine): boolean {
  return isTrade(line) && netFinding(line) === null;
}

/** What the rows have more than the transactions, minor units; anything but zero needs a second person. */
export function linkDifference(lines: readonly BookedLine[], ours: readonly BookedTransaction[]): bigint {
  const theirs = lines.reduce((sum, line) => sum + line.grossMinor, 0n);
  return theirs - ours.reduce((sum, { amount }) => sum + amount.minor, 0n);
}
