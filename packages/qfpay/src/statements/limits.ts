import type { RefusalHint, RefusalReason } from "@tillbook/domain/settlement";

/** How much of a file we read before refusing it. */
export type StatementLimits = {
  readonly maxBytes: number;
  readonly maxRows: number;
  readonly maxColumns: number;
  /** Characters of one row and of one cell, as decoded. */
  readonly maxRowLength: number;
  readonly maxCellLength: number;
};

/** Room for five million rows and more; beyond it the answer is a refusal, never a half-read file. */
export const STATEMENT_LIMITS: StatementLimits = {
  maxBytes: 1_600 * 1024 * 1024,
  maxRows: 6_000_000,
  maxColumns: 200,
  maxRowLength: 65_536,
  maxCellLength: 4_096,
};

/** Stops reading: the file as a whole is no statement we can take. Caught by `readStatement`, which answers with it. */
export class Refusal extends Error {
  readonly reason: RefusalReason;
  readonly hint: RefusalHint | null;
  readonly params: Readonly<Record<string, string>>;
  constructor(reason: RefusalReason, hint: RefusalHint | null = null, params: Readonly<Record<string, string>> = {}) {
    super(`refused: ${reason}`);
    this.name = "Refusal";
    this.reason = reason;
    this.hint = hint;
    this.params = params;
  }
}
