import type { RefusalHint, RefusalReason } from "@tillbook/domain/settlement";

/** How much of a file we read before refusing it. */
export type StatementLimits = {
  /** Bytes as received, and again as unpacked. */
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

/** What an archive or workbook may cost us. Statements pack to a tenth, perhaps a thirtieth; nothing honest packs to less than this. */
export const UNPACKING = {
  maxRatio: 200,
  /** Below it a high ratio harms nobody. */
  harmlessBytes: 16 * 1024 * 1024,
  maxMembers: 500,
  /** Texts of a workbook, which must be in memory while its sheets are read. */
  maxSharedTextLength: 128 * 1024 * 1024,
  maxSharedTexts: 4_000_000,
} as const;

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

/** Throws {@link Refusal} when something unpacks to far more than an honest file would. */
export function checkGrowth(unpacked: number, packed: number): void {
  if (unpacked > UNPACKING.harmlessBytes && unpacked > packed * UNPACKING.maxRatio)
    throw new Refusal("TOO_LARGE", "ARCHIVE_BOMB", { limit: String(UNPACKING.maxRatio) });
}
