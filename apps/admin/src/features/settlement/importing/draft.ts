import type { InspectedTableView } from "@tillbook/api/views";
import {
  BANK_FIELDS,
  type ColumnMapping,
  type ColumnMappingJson,
  LINE_FIELDS,
  type MappingField,
  mappingJsonSchema,
  type StatementEncoding,
} from "@tillbook/domain/settlement";

/** Where a field comes from: a column, one value for all rows, or nowhere. */
export type Source = { from: "none" } | { from: "column"; column: string } | { from: "fixed"; value: string };

/** A mapping while a person makes it. */
export type Draft = {
  name: string;
  content: "LINES" | "BANK";
  sources: Partial<Record<MappingField, Source>>;
  transforms: Partial<Record<MappingField, Transform>>;
  /** What the values of the type column mean. */
  types: Record<string, string>;
  dateFormat: string | null;
  timeFormat: string;
  decimal: "." | ",";
  thousands: "" | "," | "." | " " | "'";
  negative: ColumnMapping["negative"];
  amountUnit: ColumnMapping["amount_unit"];
  feeSign: ColumnMapping["fee_sign"];
  grossSign: ColumnMapping["gross_sign"];
  /** What the first cell of the row of totals says; blank when there is none. */
  footer: string;
};
export type Transform = NonNullable<ColumnMapping["transforms"]["remark"]>;

/** Fields without which no row can be read, and those that most files have; the rest is opened on demand. */
export const FIELDS = {
  LINES: {
    first: [
      "trade_date",
      "line_type",
      "syssn",
      "sysdtm",
      "gross_amount",
      "fee_amount",
      "net_amount",
      "txcurrcd",
      "mchid",
      "settle_batch_no",
    ],
    more: LINE_FIELDS,
  },
  BANK: { first: ["value_date", "description", "reference", "amount", "currency"], more: BANK_FIELDS },
} as const satisfies Record<Draft["content"], { first: readonly MappingField[]; more: readonly MappingField[] }>;

/** A first draft: columns that are called exactly like a field, and forms of dates that the rows prove. Nothing else is guessed. */
export function draftFrom(table: InspectedTableView, fileName: string): Draft {
  const known: readonly MappingField[] = [...LINE_FIELDS, ...BANK_FIELDS];
  const sources: Draft["sources"] = {};
  for (const column of table.header) {
    const field = known.find((each) => plain(each) === plain(column));
    if (field !== undefined && sources[field] === undefined) sources[field] = { from: "column", column };
  }
  const proven = Object.values(table.dateFormats).filter((format) => format !== null);
  return {
    name: fileName.replace(/\.\w+$/, "").slice(0, 100),
    content: sources.balance !== undefined && sources.syssn === undefined ? "BANK" : "LINES",
    sources,
    transforms: {},
    types: {},
    dateFormat: proven.length === 1 ? (proven[0] ?? null) : null,
    timeFormat: "HH:mm:ss",
    decimal: ".",
    thousands: ",",
    negative: "MINUS",
    amountUnit: "MAJOR",
    feeSign: "COST_POSITIVE",
    grossSign: "AS_PRINTED",
    footer: "",
  };
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[\s_-]/g, "");
}

export type Problem = { field: string; message: string };

/** The mapping as drafted, or which fields are still at fault. */
export function mappingFrom(
  draft: Draft,
  table: InspectedTableView,
  encoding: StatementEncoding | undefined,
): { mapping: ColumnMapping } | { problems: Problem[] } {
  const read = mappingJsonSchema.safeParse(jsonOf(draft, table, encoding));
  if (read.success) return { mapping: read.data };
  return { problems: read.error.issues.map(({ path, message }) => ({ field: String(path[path.length - 1] ?? ""), message })) };
}

function jsonOf(draft: Draft, table: InspectedTableView, encoding: StatementEncoding | undefined): ColumnMappingJson {
  const fields: readonly MappingField[] =
    draft.content === "BANK" ? [...BANK_FIELDS, "cr_dr", "debit", "credit"] : [...LINE_FIELDS, "cr_dr", "debit", "credit"];
  const columns: ColumnMappingJson["columns"] = {};
  const constants: NonNullable<ColumnMappingJson["constants"]> = {};
  for (const field of fields) {
    const source = draft.sources[field];
    if (source?.from === "column") columns[field] = source.column;
    if (source?.from === "fixed" && source.value.trim() !== "") constants[field] = source.value.trim();
  }
  const isTyped = draft.sources.line_type?.from === "column" && draft.content === "LINES";
  return {
    name: draft.name.trim(),
    content: draft.content,
    ...(encoding === undefined ? {} : { encoding }),
    header_row: table.headerRow,
    ...(draft.footer.trim() === "" ? {} : { footer: footerOf(draft) }),
    date_format: draft.dateFormat,
    time_format: draft.timeFormat,
    decimal: draft.decimal,
    thousands: draft.thousands,
    negative: draft.negative,
    amount_unit: draft.amountUnit,
    fee_sign: draft.feeSign,
    gross_sign: draft.grossSign,
    constants,
    columns,
    transforms: Object.fromEntries(Object.entries(draft.transforms).filter(([field]) => field in columns)),
    values: isTyped && Object.keys(draft.types).length > 0 ? { line_type: draft.types } : {},
  };
}

/** A row of totals has its sums in the columns that they are sums of. */
function footerOf({ footer, sources }: Draft): NonNullable<ColumnMappingJson["footer"]> {
  const columnOf = (field: MappingField): string | null => {
    const source = sources[field];
    return source?.from === "column" ? source.column : null;
  };
  return { first_cell: footer.trim(), gross: columnOf("gross_amount"), fee: columnOf("fee_amount"), net: columnOf("net_amount") };
}

/** The different values of a column in the rows seen so far, for a person to say what each means. */
export function valuesIn(table: InspectedTableView, column: string): string[] {
  const at = table.header.indexOf(column);
  return [...new Set(table.sample.map((cells) => (cells[at] ?? "").trim()).filter((text) => text !== ""))].slice(0, 20);
}
