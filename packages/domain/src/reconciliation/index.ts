export type { BookedFile, BookedLine, BookedTransaction, Books, DayFile, LaterBooking, RowSums, SealedLine } from "./books.ts";
export { agreedBy } from "./checks/settled.ts";
export {
  ALERTS,
  type Alert,
  ARGUMENT_CODES,
  type Argument,
  type ArgumentCode,
  BREAK_CODES,
  type BreakCode,
  CARRY_REASONS,
  type CarryReason,
  COMPARED_KEYS,
  type ComparedKey,
  EXPLAINED_CODES,
  type ExplainedCode,
  IGNORE_REASONS,
  type IgnoreReason,
  STAGES,
  type Stage,
} from "./codes.ts";
export type { Because, Broken, Carried, Decision, Explained, Ignored, Matched } from "./decision.ts";
export { isExpected, isTrade } from "./eligibility.ts";
export { type DayOutcome, MATCHING_VERSION, matchBooks } from "./match-books.ts";
export { type OutcomeChange, outcomeDiff } from "./outcome-diff.ts";
export { type AllRows, outcomeText, rowsText, textBesidePlain } from "./outcome-text.ts";
export { dayOf } from "./own-day.ts";
export { linkDifference, mayBeLinked } from "./passes/decided.ts";
export { isPlain, sumsWithout } from "./plain.ts";
export type { DayProof, FileProof } from "./proofs.ts";
export {
  type BooksOfFacts,
  bookedByHand,
  factsOf,
  mayBeBooked,
  numbersInFacts,
  numbersToName,
  placesOf,
  type Ruling,
  type RulingAction,
  type RulingMark,
  type RulingTerms,
  syssnsOf,
} from "./rulings/index.ts";
export { isSameBreak } from "./rulings/with-rulings.ts";
export { type LinePlace, parsePlace, parseSubject, placeOfLine, placeText, type Subject, subjectOf, subjectText } from "./subjects.ts";
export { type Hold, type HoldKind, type Watermark, watermarkOf } from "./watermark.ts";
