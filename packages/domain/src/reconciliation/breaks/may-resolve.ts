import type { BreakCode } from "../codes.ts";
import type { Subject } from "../subjects.ts";
import type { ResolutionAction, Wish } from "./actions.ts";

/** A break (or a carried transaction) as far as it decides what may be done about it. */
export type Resolvable = {
  readonly kind: "broken" | "carried";
  readonly subject: Subject;
  readonly codes: readonly BreakCode[];
  /** Whether its row says enough to be booked as ours. */
  readonly mayBeBooked: boolean;
  /** It belongs to a day that was closed with it: what that day booked cannot be set aside any more. */
  readonly isOfClosedDay: boolean;
};

/** Codes that a row of the provider's raises which our books do not know. */
const UNKNOWN_TO_US: readonly BreakCode[] = ["MISSING_INTERNAL", "ORPHAN_REFUND", "OVER_REFUND"];

/** What people may do about it, in the order in which it should be tried. */
export function actionsFor(item: Resolvable): ResolutionAction[] {
  const { kind, subject } = item;
  if (kind === "carried") return ["ENQUIRE", "LINK"];
  const canBook = item.mayBeBooked && item.codes.some((code) => UNKNOWN_TO_US.includes(code));
  const actions: [ResolutionAction, boolean][] = [
    ["ENQUIRE", subject.kind !== "file"],
    ["LINK", subject.kind !== "file"],
    ["CREATE_INTERNAL", canBook],
    ["CLAIM", true],
    // The fees of a file are booked as they were charged: there is nothing to wait for.
    ["CARRY", subject.kind !== "file"],
    ["WRITE_OFF", true],
    ["IGNORE_LINE", subject.kind === "line" && !item.isOfClosedDay],
  ];
  return actions.flatMap(([action, may]) => (may ? [action] : []));
}

/** What decides whether one person is enough. */
export type WishFacts = {
  /** Of a match by hand: rows less transactions, minor units. */
  readonly linkDifference: bigint;
  /** The last day of grace of the break's own day. */
  readonly graceEnd: string;
};

/** Whether a second person must agree. */
export function needsChecker(wish: Wish, facts: WishFacts): boolean {
  switch (wish.action) {
    case "LINK":
      return facts.linkDifference !== 0n;
    case "CARRY":
      return wish.until > facts.graceEnd;
    case "CLAIM":
      return false;
    case "CREATE_INTERNAL": // QFPay did not confirm it, or it would have come in by the enquiry itself
    case "WRITE_OFF":
    case "IGNORE_LINE":
      return true;
  }
}

/** Whether a write-off is for a person of the second level: more than the account's limit, minor units; no limit, no second level. */
export function isSecondLevel(differenceMinor: bigint, limitMinor: bigint | null): boolean {
  const size = differenceMinor < 0n ? -differenceMinor : differenceMinor;
  return limitMinor !== null && size > limitMinor;
}
