export type { BookedFile, BookedLine, BookedTransaction, Books, DayFile } from "./books.ts";
export { agreedBy } from "./checks/settled.ts";
export type { Alert, Argument, ArgumentCode, BreakCode, CarryReason, ComparedKey, ExplainedCode, IgnoreReason, Stage } from "./codes.ts";
export type { Because, Broken, Carried, Decision, Explained, Ignored, Matched } from "./decision.ts";
export { isExpected } from "./eligibility.ts";
export { type DayOutcome, MATCHING_VERSION, matchBooks } from "./match-books.ts";
export { outcomeText } from "./outcome-text.ts";
export type { DayProof, FileProof } from "./proofs.ts";
