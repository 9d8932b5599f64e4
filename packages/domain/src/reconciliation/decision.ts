import type { Money } from "../money/index.ts";
import type { SettlementDay } from "../time/index.ts";
import type { BookedFile, BookedLine, BookedTransaction } from "./books.ts";
import type { Argument, BreakCode, CarryReason, ComparedKey, ExplainedCode, IgnoreReason, Stage } from "./codes.ts";
import type { RulingMark } from "./rulings/ruling.ts";

/** Why: what agreed, what differed, and what argues for something else. */
export type Because = {
  readonly agreed: readonly ComparedKey[];
  readonly differed: readonly { readonly key: ComparedKey; readonly line: string; readonly ours: string }[];
  readonly arguments: readonly Argument[];
};

export type Explained = { readonly code: ExplainedCode; readonly amount: Money };

export type Matched = {
  readonly kind: "matched";
  readonly line: BookedLine;
  /** Empty for lines that a contract explains. */
  readonly transactions: readonly BookedTransaction[];
  /** Those of them that this line settles: none where they were taken back, or where another row of the same match stands for them. */
  readonly tied: readonly BookedTransaction[];
  readonly stage: Stage;
  /** The transaction belongs to another settlement day. */
  readonly carriedIn: boolean;
  readonly explained: readonly Explained[];
  readonly because: Because;
  /** Set for a match by hand. */
  readonly ruling: RulingMark | null;
};

export type Broken = {
  readonly kind: "broken";
  /** Null for what no line names, and for a whole file. */
  readonly line: BookedLine | null;
  /** Set when the break is about a file as a whole. */
  readonly file: BookedFile | null;
  /** Set when it is about one batch of the file. */
  readonly batchNo: string | null;
  readonly syssn: string | null;
  /** Transactions that the line settles all the same, if for another amount: they are not waited for any more. */
  readonly tied: readonly BookedTransaction[];
  /** Transactions that the break speaks about. */
  readonly about: readonly BookedTransaction[];
  readonly codes: readonly BreakCode[];
  /** External less internal, from the merchant's side. */
  readonly difference: Money;
  readonly because: Because;
  /** Set where people have settled it: written off, or carried on as a timing item. */
  readonly ruling: RulingMark | null;
};

export type Carried = {
  readonly kind: "carried";
  readonly transaction: BookedTransaction;
  readonly reason: CarryReason;
  readonly expectedValueDate: SettlementDay;
  readonly because: Because;
};

export type Ignored = {
  readonly kind: "ignored";
  readonly line: BookedLine;
  readonly reason: IgnoreReason;
  readonly because: Because;
  readonly ruling: RulingMark | null;
};

/** What a pass decides about one line or one transaction. */
export type Decision = Matched | Broken | Carried | Ignored;

export const NO_REASONS: Because = { agreed: [], differed: [], arguments: [] };
