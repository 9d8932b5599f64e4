export type { BookedFile, BookedLine, BookedTransaction, Books, DayFile } from "./books.ts";
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
export { isExpected } from "./eligibility.ts";
export { type DayOutcome, MATCHING_VERSION, matchBooks } from "./match-books.ts";
export { outcomeText } from "./outcome-text.ts";
export type { DayProof, FileProof } from "./proofs.ts";
