import type { Currency } from "@tillbook/domain/money";
import type { AnnouncedPayout, Figures, RefusalHint, StatementLine } from "@tillbook/domain/settlement";
import type { SettlementDay } from "@tillbook/domain/time";

/** A row of a file about the file itself. */
export type ControlRow =
  | { readonly kind: "total"; readonly currency: Currency; readonly figures: Figures }
  | { readonly kind: "day"; readonly day: SettlementDay }
  | { readonly kind: "payout"; readonly payout: AnnouncedPayout };

/** What a row says. Throws `CellFault` instead when it cannot be read. */
export type RowReading =
  | { readonly kind: "line"; readonly line: Omit<StatementLine, "lineNo"> }
  | { readonly kind: "control"; readonly row: ControlRow };

/** A header that a profile knows, with the way to read the rows below it, or what is wrong with it. */
export type OpenedProfile =
  | {
      readonly kind: "reader";
      read(cells: readonly string[]): RowReading;
      /** Whether a row speaks about the file itself, so that it counts above the header, too. Other rows there are titles. */
      isControl(cells: readonly string[]): boolean;
    }
  | { readonly kind: "unfit"; readonly hint: RefusalHint; readonly columns: readonly string[] };

/** One format of statement. Recognised by what stands in the file, never by its name. */
export type StatementProfile = {
  readonly name: string;
  /** Raised when the same bytes would read differently than before. */
  readonly version: number;
  /** Answers null for a header of another format. */
  open(header: readonly string[]): OpenedProfile | null;
};
