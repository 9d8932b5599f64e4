import type { Currency } from "@tillbook/domain/money";
import type {
  AnnouncedPayout,
  BankLine,
  BatchPart,
  Figures,
  FundFlowLine,
  NamedTotal,
  RefusalHint,
  StatementContent,
  StatementLine,
  TransactionLine,
} from "@tillbook/domain/settlement";
import type { SettlementDay } from "@tillbook/domain/time";
import type { TextRecord } from "./records.ts";

/** A row of a file about the file itself. */
export type ControlRow =
  /** Figures left out are not declared. Without a currency the file has but one. */
  | { readonly kind: "total"; readonly currency: Currency | null; readonly figures: Partial<Figures> }
  | { readonly kind: "named"; readonly total: NamedTotal }
  | { readonly kind: "day"; readonly day: SettlementDay }
  | { readonly kind: "payout"; readonly payout: AnnouncedPayout }
  | { readonly kind: "part"; readonly part: BatchPart };

/** What a row says about money. */
export type Entry =
  | { readonly kind: "line"; readonly line: StatementLine }
  | { readonly kind: "transaction"; readonly line: TransactionLine }
  | { readonly kind: "bank"; readonly line: BankLine }
  | { readonly kind: "flow"; readonly line: FundFlowLine };

/** What a row says. Throws `CellFault` instead when it cannot be read. */
export type RowReading =
  | Entry
  | { readonly kind: "control"; readonly row: ControlRow }
  /** A title, a rule, an end mark: nothing to keep. */
  | { readonly kind: "nothing" };

/** Reads the rows below one header, in order; it may remember what stood before. */
export type ProfileReader = {
  read(cells: readonly string[], record: TextRecord): RowReading;
  /** Whether a row speaks about the file itself, so that it counts above the header, too. Other rows there are titles. */
  isControl(cells: readonly string[]): boolean;
  /** Looks at rows before any is read, until it answers that it has seen enough: for what one row alone cannot tell. */
  readonly survey?: (record: TextRecord) => boolean;
  /** What is known only at the end of the file. */
  end(): readonly ControlRow[];
  /** Places of cells that hold identifiers: as numbers in a workbook they are damaged. By the name to report. */
  readonly identifiers: ReadonlyMap<number, string>;
};

/** A header that a profile knows, with the way to read the rows below it, or what is wrong with it. */
export type OpenedProfile =
  | ({ readonly kind: "reader" } & ProfileReader)
  | { readonly kind: "unfit"; readonly hint: RefusalHint; readonly columns: readonly string[] };

/** What is known about a file beside its bytes. */
export type FileContext = {
  /** Whose file it is, for formats that do not say so; blank when that is not known either. */
  readonly mchid: string;
};

/** One format of statement. Recognised by what stands in the file, never by its name. */
export type StatementProfile = {
  readonly name: string;
  /** Raised when the same bytes would read differently than before. */
  readonly version: number;
  readonly content: StatementContent;
  /** Of a mapping: the name that people gave it. */
  readonly mapping?: string;
  /**
   * Answers null for a header of another format.
   * @param above the lines above it, as text
   */
  open(header: readonly string[], above: readonly string[], context: FileContext): OpenedProfile | null;
};

/** A reader without control rows above its header, identifiers or an end, but for what is given. */
export function readerOf(reader: Pick<ProfileReader, "read"> & Partial<ProfileReader>): OpenedProfile {
  return { kind: "reader", isControl: () => false, end: () => [], identifiers: new Map(), ...reader };
}

/** Where named columns stand in a header. */
export type Places<Column extends string> = {
  readonly at: (column: Column) => number;
  readonly of: (cells: readonly string[], column: Column) => string;
};

/** Finds columns by name; the first of a repeated name counts. `of` is blank for a column that is not there. */
export function placesOf<Column extends string>(names: readonly string[]): Places<Column> {
  const places = new Map(names.map((name, at) => [name, at] as const).toReversed());
  const at = (column: Column): number => places.get(column) ?? -1;
  return { at, of: (cells, column) => cells[at(column)] ?? "" };
}

/** Names that stand more than once among those we use, and needed names that are missing. Null when all is well. */
export function unfitness(names: readonly string[], known: readonly string[], needed: readonly string[]): OpenedProfile | null {
  const repeated = known.filter((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (repeated.length > 0) return { kind: "unfit", hint: "REPEATED_COLUMN", columns: repeated };
  const missing = needed.filter((name) => !names.includes(name));
  return missing.length > 0 ? { kind: "unfit", hint: "MISSING_COLUMNS", columns: missing } : null;
}
