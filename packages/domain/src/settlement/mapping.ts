import { z } from "zod";
import { currencySchema } from "../money/index.ts";
import { ENCODINGS } from "./file-status.ts";
import { LINE_TYPES } from "./line.ts";

/** Fields of a settlement line that a column can be mapped to: the columns of the canonical file. docs/reconciliation.md#canonical-csv */
export const LINE_FIELDS = [
  "settle_batch_no",
  "trade_date",
  "settle_date",
  "mchid",
  "line_type",
  "syssn",
  "origssn",
  "out_trade_no",
  "chnlsn",
  "pay_type",
  "sysdtm",
  "paydtm",
  "txcurrcd",
  "gross_amount",
  "fee_rate",
  "fee_amount",
  "net_amount",
  "settle_currcd",
  "exchange_rate",
  "settle_amount",
  "status",
  "remark",
] as const;
export type LineField = (typeof LINE_FIELDS)[number];

/** Fields of a bank line. */
export const BANK_FIELDS = ["value_date", "description", "reference", "currency", "amount", "balance"] as const;
export type BankField = (typeof BANK_FIELDS)[number];

/** Columns that only give a sign: a CR/DR mark, or money in and out in columns of their own. */
const SIGN_FIELDS = ["cr_dr", "debit", "credit"] as const;
export type MappingField = LineField | BankField | (typeof SIGN_FIELDS)[number];

const fieldSchema = z.enum([...LINE_FIELDS, ...BANK_FIELDS, ...SIGN_FIELDS]);
const sourceSchema = z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(5)]).transform((name) => [name].flat());

/** How a column shows what goes out. A leading minus is understood in every style. */
export const NEGATIVE_STYLES = ["MINUS", "TRAILING_MINUS", "PARENTHESES", "CR_DR", "DEBIT_CREDIT"] as const;

/** What may be done to the text of a cell before it is read. */
export const CELL_TRANSFORMS = ["NEGATE", "ABSOLUTE", "UPPERCASE", "LOWERCASE", "DIGITS_ONLY"] as const;

const PART = "(?:YYYY|MM?M?|DD?)";
const DATE_FORMAT = new RegExp(`^(?=.*Y)(?=.*M)(?=.*D)${PART}(?:[-/. ]?${PART}){2}$`);
const TIME_FORMAT = /^(?:HH?:mm(?::ss)?|hh?:mm(?::ss)? A|HHmmss|HHmm)$/;

/** A mapping as it is written in JSON, by the mapping screen or by hand. */
export const mappingJsonSchema = z
  .object({
    name: z.string().min(1).max(100),
    version: z.int().min(1).default(1),
    content: z.enum(["LINES", "BANK"]).default("LINES"),
    encoding: z.enum(["auto", ...ENCODINGS]).default("auto"),
    delimiter: z.enum(["auto", ",", "\t", ";", "|"]).default("auto"),
    /** Sheet of a workbook; the first visible one with the columns, when left out. */
    sheet: z.string().nullable().default(null),
    /** Physical row, 1 is the first; the first row with all columns, when left out. */
    header_row: z.int().min(1).max(10_000).nullable().default(null),
    /** The row of totals: what its first cell says, and in which column each total stands. */
    footer: z
      .object({
        first_cell: z.string().min(1),
        gross: z.string().nullable().default(null),
        fee: z.string().nullable().default(null),
        net: z.string().nullable().default(null),
        count: z.string().nullable().default(null),
      })
      .nullable()
      .default(null),
    /** Null: read from the file, and refused when days and months could change places. */
    date_format: z.string().regex(DATE_FORMAT, "a form such as DD/MM/YYYY").nullable().default(null),
    time_format: z.string().regex(TIME_FORMAT, "a form such as HH:mm:ss").default("HH:mm:ss"),
    decimal: z.enum([".", ","]).default("."),
    thousands: z.enum(["", ",", ".", " ", "'"]).default(","),
    negative: z.enum(NEGATIVE_STYLES).default("MINUS"),
    amount_unit: z.enum(["MAJOR", "MINOR"]).default("MAJOR"),
    fee_sign: z.enum(["COST_POSITIVE", "COST_NEGATIVE"]).default("COST_POSITIVE"),
    /** BY_TYPE: refunds and chargebacks are printed without a sign and go out all the same. */
    gross_sign: z.enum(["AS_PRINTED", "BY_TYPE"]).default("AS_PRINTED"),
    constants: z.partialRecord(fieldSchema, z.string()).default({}),
    columns: z.partialRecord(fieldSchema, sourceSchema),
    /** Taken when the cell is blank. */
    defaults: z.partialRecord(fieldSchema, z.string()).default({}),
    transforms: z.partialRecord(fieldSchema, z.enum(CELL_TRANSFORMS)).default({}),
    values: z.partialRecord(fieldSchema, z.record(z.string(), z.string())).default({}),
  })
  .superRefine((mapping, issue) => {
    for (const problem of problemsOf(mapping)) issue.addIssue({ code: "custom", message: problem.message, path: [...problem.path] });
  });

/** A user's description of a layout we do not know: which column is what, and how dates, amounts and signs are written. */
export type ColumnMapping = z.infer<typeof mappingJsonSchema>;
export type ColumnMappingJson = z.input<typeof mappingJsonSchema>;

type Draft = Pick<ColumnMapping, "content" | "columns" | "constants" | "defaults" | "values" | "negative" | "decimal" | "thousands">;

function* problemsOf(mapping: Draft): Generator<{ path: readonly string[]; message: string }> {
  const isGiven = (field: MappingField): boolean => field in mapping.columns || field in mapping.constants || field in mapping.defaults;
  for (const field of neededFields(mapping.content).filter((field) => !isGiven(field))) {
    const isSplit = (field === "gross_amount" || field === "amount") && mapping.negative === "DEBIT_CREDIT";
    if (field === "trade_date" && isGiven("sysdtm")) continue;
    if (!isSplit || !isGiven("debit") || !isGiven("credit")) yield { path: ["columns", field], message: "needs a column or a value" };
  }
  if (mapping.decimal === mapping.thousands) yield { path: ["thousands"], message: "must not be the decimal mark" };
  if (mapping.negative === "CR_DR" && mapping.content === "BANK" && !isGiven("cr_dr") && !isGiven("amount"))
    yield { path: ["columns", "cr_dr"], message: "needs a column" };
  const types = Object.values(mapping.values.line_type ?? {});
  for (const type of types.filter((type) => !LINE_TYPES.some((known) => known === type)))
    yield { path: ["values", "line_type"], message: `${type} is no line type` };
  const currency = mapping.constants.txcurrcd ?? mapping.constants.currency;
  if (currency !== undefined && !currencySchema.safeParse(currency).success)
    yield { path: ["constants"], message: `${currency} is no currency we know` };
}

/** Fields without which no row can be read. Fee and net may be missing: no fee, and net is gross less fee. */
function neededFields(content: "LINES" | "BANK"): readonly MappingField[] {
  return content === "BANK"
    ? ["value_date", "currency", "amount"]
    : ["settle_batch_no", "trade_date", "mchid", "line_type", "txcurrcd", "gross_amount"];
}
