import { type Currency, decimalsOf, formatDecimal } from "@tillbook/domain/money";
import { BANK_FIELDS, type ColumnMapping, LINE_FIELDS, type LineField, type MappingField } from "@tillbook/domain/settlement";
import * as cell from "../cells.ts";
import { Refusal } from "../limits.ts";
import { type Entry, type OpenedProfile, readerOf, type StatementProfile, unfitness } from "../profile.ts";
import { IDENTIFIERS, lineReader } from "../profiles/canonical.ts";
import type { TextRecord } from "../records.ts";
import { negated, unsigned } from "./amount-texts.ts";
import { dateEvidence } from "./date-formats.ts";
import { type MappedCells, mappedCells, nameOf } from "./mapped-cells.ts";
import { isFooter, readFooter } from "./mapped-footer.ts";

const DATE_FIELDS: readonly MappingField[] = ["trade_date", "settle_date", "sysdtm", "paydtm", "value_date"];
const MAPPED_FIELDS: readonly MappingField[] = [...LINE_FIELDS, ...BANK_FIELDS, "cr_dr"];
/** Rows by which money goes back: printed without a sign in some layouts. */
const GOES_OUT: readonly string[] = ["REFUND", "CANCEL", "CHARGEBACK"];

/** A layout that people described. Every field is first written as the canonical file has it, and then read as that is. */
export function mappedProfile(mapping: ColumnMapping): StatementProfile {
  const { content, version, name } = mapping;
  return { name: "CUSTOM", version, content, mapping: name, open: (header) => open(header, mapping) };
}

function open(header: readonly string[], mapping: ColumnMapping): OpenedProfile | null {
  const names = header.map(nameOf);
  const footerColumns = mapping.footer ? [mapping.footer.gross, mapping.footer.fee, mapping.footer.net, mapping.footer.count] : [];
  const used = [...new Set([...Object.values(mapping.columns).flat(), ...footerColumns.filter((column) => column !== null)].map(nameOf))];
  const there = used.filter((column) => names.includes(column));
  if (mapping.header_row === null && there.length * 2 <= used.length) return null; // a title row, not a header with a column missing
  const unfit = unfitness(names, used, used);
  if (unfit) return unfit;
  return mappedReader(names, mapping);
}

function mappedReader(names: readonly string[], mapping: ColumnMapping): OpenedProfile {
  const evidence = dateEvidence();
  const dates = mappedCells(mapping, names, mapping.date_format ?? "YYYY-MM-DD");
  let reading: { cells: MappedCells; read: (row: TextRecord) => Entry } | null = null;
  let rowCurrency: Currency | null = null;
  const begin = (): NonNullable<typeof reading> => {
    const format = mapping.date_format ?? evidence.format();
    if (format === null) throw new Refusal("NO_PROFILE", "AMBIGUOUS_DATES", { columns: DATE_FIELDS.map(dates.nameOf).join(", ") });
    const cells = mappedCells(mapping, names, format);
    return { cells, read: mapping.content === "BANK" ? bankReader(cells) : settlementReader(mapping, cells) };
  };
  const { footer } = mapping;
  return readerOf({
    identifiers: new Map(IDENTIFIERS.flatMap((field) => dates.placesOf(field).map((at) => [at, dates.nameOf(field)] as const))),
    ...(mapping.date_format === null && { survey: (row) => hasEvidence(row, dates, evidence) }),
    read(cells, record) {
      reading ??= begin();
      if (footer !== null && isFooter(cells, footer))
        return { kind: "control", row: readFooter(cells, names, { ...mapping, footer }, rowCurrency) };
      if (cells.length !== names.length) throw new cell.CellFault("", "CELL_COUNT", `${cells.length} / ${names.length}`);
      const entry = named(reading.cells, () => reading?.read(record));
      if (entry.kind === "line" || entry.kind === "bank") rowCurrency = entry.line.currency;
      return entry;
    },
  });
}

function hasEvidence(row: TextRecord, cells: MappedCells, evidence: ReturnType<typeof dateEvidence>): boolean {
  return DATE_FIELDS.flatMap((field) => cells.placesOf(field)).some(
    (at) => row.kinds?.[at] !== "date" && evidence.see(cell.cleaned(row.cells?.[at] ?? "")),
  );
}

/** Says a fault in the words of the file: by its own column names. */
function named(cells: MappedCells, read: () => Entry | undefined): Entry {
  try {
    const entry = read();
    if (entry === undefined) throw new Error("read before it was begun");
    return entry;
  } catch (error) {
    if (!(error instanceof cell.CellFault)) throw error;
    const field = MAPPED_FIELDS.find((name) => name === error.column);
    throw new cell.CellFault(field === undefined ? error.column : cells.nameOf(field), error.reason, error.text);
  }
}

function settlementReader(mapping: ColumnMapping, cells: MappedCells): (row: TextRecord) => Entry {
  const read = lineReader((column) => LINE_FIELDS.indexOf(column));
  return (row) => {
    const canonical = canonicalTexts(mapping, cells, row);
    return {
      kind: "line",
      line: read(
        LINE_FIELDS.map((field) => canonical[field] ?? ""),
        row.lineNo,
      ),
    };
  };
}

function canonicalTexts(mapping: ColumnMapping, cells: MappedCells, row: TextRecord): Partial<Record<LineField, string>> {
  const text = (field: LineField): string => cells.text(row, field);
  const currency = cell.required("txcurrcd", cells.currency(row, "txcurrcd"), text("txcurrcd"));
  const settleCurrency = cells.currency(row, "settle_currcd") ?? currency;
  const [sysdtm, lineType] = [cells.moment(row, "sysdtm"), text("line_type")];
  const tradeDate = cells.day(row, "trade_date") || sysdtm.slice(0, 10);
  const goesOut = mapping.gross_sign === "BY_TYPE" && GOES_OUT.includes(lineType);
  const out = (plain: string): string => (goesOut && plain !== "" ? `-${unsigned(plain)}` : plain);
  const gross = out(cells.signedAmount(row, "gross_amount", currency));
  const printedFee = cells.amount(row, "fee_amount", currency) || "0";
  const fee = out(mapping.fee_sign === "COST_NEGATIVE" ? negated(printedFee) : printedFee);
  return {
    ...Object.fromEntries(PLAIN_FIELDS.map((field) => [field, text(field)])),
    line_type: lineType,
    trade_date: tradeDate,
    settle_date: cells.day(row, "settle_date") || tradeDate,
    sysdtm,
    paydtm: cells.moment(row, "paydtm"),
    txcurrcd: currency,
    settle_currcd: settleCurrency,
    gross_amount: gross,
    fee_amount: fee,
    net_amount: "net_amount" in mapping.columns ? out(cells.amount(row, "net_amount", currency)) : grossLessFee(gross, fee, currency),
    settle_amount: out(cells.amount(row, "settle_amount", settleCurrency)),
  };
}

const PLAIN_FIELDS: readonly LineField[] = [
  "settle_batch_no",
  "mchid",
  "syssn",
  "origssn",
  "out_trade_no",
  "chnlsn",
  "pay_type",
  "fee_rate",
  "exchange_rate",
  "status",
  "remark",
];

function grossLessFee(gross: string, fee: string, currency: Currency): string {
  const minor = (column: string, text: string): bigint => cell.required(column, cell.amount(column, text, currency), text);
  return formatDecimal(minor("gross_amount", gross) - minor("fee_amount", fee), decimalsOf(currency));
}

function bankReader(cells: MappedCells): (row: TextRecord) => Entry {
  return (row) => {
    const currency = cell.required("currency", cells.currency(row, "currency"), cells.text(row, "currency"));
    const [date, amount] = [cells.day(row, "value_date"), cells.signedAmount(row, "amount", currency)];
    const line = {
      lineNo: row.lineNo,
      valueDate: cell.required("value_date", cell.day("value_date", date), date),
      text: cells.text(row, "description"),
      reference: cell.identifier("reference", cells.text(row, "reference"), 256),
      currency,
      amountMinor: cell.required("amount", cell.amount("amount", amount, currency), amount),
      balanceMinor: cell.amount("balance", cells.amount(row, "balance", currency), currency),
    };
    return { kind: "bank", line };
  };
}
