import { type Money, money } from "../../money/index.ts";
import type { BookedLine, BookedTransaction } from "../books.ts";
import { settled } from "../checks/settled.ts";
import type { BreakCode } from "../codes.ts";
import type { Broken, Decision } from "../decision.ts";
import { type Desk, isToday } from "../desk.ts";
import { isExpected, isTakenBack, isTrade } from "../eligibility.ts";
import { argument, compared, fullBreak, grossOf } from "../entries.ts";
import { placeOfLine, placeText } from "../subjects.ts";
import { whyAmountDiffers } from "../why-amount-differs.ts";
import { isRefundUnderPayment } from "./duplicates.ts";

/**
 * Lines whose `syssn` our books know. One line settles a transaction: the first in the one order, and on that day rather the
 * line that agrees in everything (KEY_EXACT). It is tied even when it differs, since its money answers for that transaction.
 */
export function byKey(desk: Desk): Decision[] {
  const named = desk.open.filter((line) => isTrade(line) && desk.bySyssn.has(line.syssn ?? "") && !isRefundUnderPayment(desk, line));
  return [...Map.groupBy(named, (line) => line.syssn ?? "")].flatMap(([syssn, lines]) => {
    const ours = desk.bySyssn.get(syssn);
    return ours === undefined ? [] : judged(desk, ours, lines);
  });
}

function judged(desk: Desk, ours: BookedTransaction, lines: readonly BookedLine[]): Decision[] {
  const before = desk.tiedTo.get(ours.syssn); // by a closed day, or by hand
  if (before !== undefined) return lines.map((line) => alreadySettled(line, ours, before));
  const able = isExpected(ours) ? lines.findIndex((line) => line.currency === ours.amount.currency) : -1;
  const settles = able < 0 ? undefined : (bookedLine(lines, ours) ?? settlingLine(lines.slice(able), ours));
  return lines.map((line, at) => {
    if (line === settles) {
      const code = mismatch(line, ours);
      return code === null ? settled(desk, line, [ours], "KEY_EXACT") : pairBreak(desk, line, ours, code);
    }
    if (settles !== undefined && (at >= able || line.tradeDate === settles.tradeDate)) return alreadySettled(line, ours, settles);
    return pairBreak(desk, line, ours, mismatch(line, ours) ?? "STATUS_MISMATCH");
  });
}

/** What people booked is in the books because of one row, which settles it, whatever else bears its number: a cancellation of it, perhaps. */
function bookedLine(lines: readonly BookedLine[], { byHand }: BookedTransaction): BookedLine | undefined {
  return byHand && lines.find((line) => placeText(placeOfLine(line)) === placeText(byHand.row));
}

/** The day of the first line in the right currency settles; on it the line that agrees in everything, else that first one. */
function settlingLine(lines: readonly BookedLine[], ours: BookedTransaction): BookedLine | undefined {
  const sameDay = lines.filter((line) => line.tradeDate === lines[0]?.tradeDate);
  return sameDay.find((line) => mismatch(line, ours) === null) ?? lines[0];
}

/** What stands between a line and the transaction it names; null when it is the very same money. First that applies. */
function mismatch(line: BookedLine, ours: BookedTransaction): BreakCode | null {
  if (!isSameKind(line, ours)) return "TYPE_MISMATCH";
  if (!isExpected(ours)) return "STATUS_MISMATCH";
  if (line.currency !== ours.amount.currency) return "CURRENCY_MISMATCH";
  if (ours.mchid !== null && line.mchid !== ours.mchid) return "ACCOUNT_MISMATCH";
  return line.grossMinor === ours.amount.minor ? null : "AMOUNT_MISMATCH";
}

/** A cancel row is about a payment that was taken back; about any other transaction it is of the wrong kind. */
function isSameKind(line: BookedLine, ours: BookedTransaction): boolean {
  if (line.lineType === "CANCEL") return isTakenBack(ours);
  return line.lineType === ours.kind.toUpperCase();
}

/** A line linked to our transaction with a difference: line less ours where the line settles it, else the line's full amount. */
export function pairBreak(desk: Desk, line: BookedLine, ours: BookedTransaction, code: BreakCode): Broken {
  const isTied = isExpected(ours) && line.currency === ours.amount.currency && !desk.tiedTo.has(ours.syssn);
  const amount: Money = isTied ? money(line.grossMinor - ours.amount.minor, line.currency) : grossOf(line);
  const why = isToday(desk, line) ? [...whyAmountDiffers(desk, line, ours, code)] : [];
  return {
    ...fullBreak(line, code, [ours], { ...compared(line, ours), arguments: why }),
    tied: isTied ? [ours] : [],
    difference: amount,
    syssn: ours.syssn,
  };
}

function alreadySettled(line: BookedLine, ours: BookedTransaction, settles: BookedLine): Broken {
  const first = argument("FIRST_LISTED_ON", { day: settles.tradeDate, line: `${settles.file.name}#${settles.lineNo}` });
  return fullBreak(line, "ALREADY_SETTLED", [ours], { ...compared(line, ours), arguments: [first] });
}
