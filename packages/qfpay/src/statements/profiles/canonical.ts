import { LINE_FIELDS, LINE_TYPES, type LineField, type LineType, type StatementLine } from "@tillbook/domain/settlement";
import * as cell from "../cells.ts";
import { type OpenedProfile, placesOf, readerOf, type StatementProfile, unfitness } from "../profile.ts";
import { isControlRow, readControlRow } from "./canonical-control-rows.ts";

const REQUIRED: readonly LineField[] = [
  "settle_batch_no",
  "trade_date",
  "settle_date",
  "mchid",
  "line_type",
  "txcurrcd",
  "gross_amount",
  "fee_amount",
  "net_amount",
];

/** Columns whose digits must come through whole. */
export const IDENTIFIERS: readonly LineField[] = ["syssn", "origssn", "out_trade_no", "chnlsn"];

/** The documented interchange layout, version 1: columns by name in any order, others ignored. docs/reconciliation.md#canonical-csv */
export const canonicalV1: StatementProfile = { name: "QFPAY_CANONICAL_V1", version: 3, content: "LINES", open };

function open(header: readonly string[]): OpenedProfile | null {
  const names = header.map((name) => cell.cleaned(name).toLowerCase());
  if (!names.includes("syssn") || !names.includes("line_type")) return null;
  const unfit = unfitness(names, LINE_FIELDS, REQUIRED);
  if (unfit) return unfit;
  const places = placesOf<LineField>(names);
  const readLine = lineReader(places.at);
  return readerOf({
    isControl: isControlRow,
    identifiers: new Map(IDENTIFIERS.map((name) => [places.at(name), name])),
    read(cells, { lineNo }) {
      const first = cells[0] ?? "";
      if (first.includes("#") && cell.cleaned(first).startsWith("#"))
        return { kind: "control", row: readControlRow(cell.cleaned(first), cells) };
      if (cells.length !== names.length) throw new cell.CellFault("", "CELL_COUNT", `${cells.length} / ${names.length}`);
      return { kind: "line", line: readLine(cells, lineNo) };
    },
  });
}

type LineReader = (cells: readonly string[], lineNo: number) => StatementLine;

/**
 * Reads a row of canonical columns.
 * @param at where each column stands; below zero when it is not there
 */
export function lineReader(at: (column: LineField) => number): LineReader {
  const columns = columnReaders();
  const place = Object.fromEntries(LINE_FIELDS.map((name) => [name, at(name)]));
  return (cells, lineNo) => {
    const text = (index: number | undefined): string => cells[index ?? -1] ?? "";
    const lineType = columns.lineType(text(place.line_type));
    const currency = columns.currency(text(place.txcurrcd));
    const settleCurrency = columns.settleCurrency(text(place.settle_currcd)) ?? currency;
    const isConverted = settleCurrency !== currency;
    const money = (column: LineField, value: string): bigint => cell.required(column, cell.amount(column, value, currency), value);
    const netMinor = money("net_amount", text(place.net_amount));
    const exchangeRate = columns.exchangeRate(text(place.exchange_rate));
    const settleMinor = cell.amount("settle_amount", text(place.settle_amount), settleCurrency);
    const sysdtm = cell.moment("sysdtm", text(place.sysdtm));
    if (sysdtm === null && (lineType === "PAYMENT" || lineType === "REFUND")) throw new cell.CellFault("sysdtm", "REQUIRED", "");
    if (isConverted && exchangeRate === null) throw new cell.CellFault("exchange_rate", "REQUIRED", "");
    if (isConverted && settleMinor === null) throw new cell.CellFault("settle_amount", "REQUIRED", "");
    return {
      lineNo,
      batchNo: columns.batchNo(text(place.settle_batch_no)),
      tradeDate: columns.tradeDate(text(place.trade_date)),
      settleDate: columns.settleDate(text(place.settle_date)),
      mchid: columns.mchid(text(place.mchid)),
      lineType,
      syssn: cell.identifier("syssn", text(place.syssn), 40),
      origssn: cell.identifier("origssn", text(place.origssn), 40),
      outTradeNo: cell.identifier("out_trade_no", text(place.out_trade_no), 128),
      chnlsn: cell.identifier("chnlsn", text(place.chnlsn), 128),
      payType: columns.payType(text(place.pay_type)),
      sysdtm,
      paydtm: cell.moment("paydtm", text(place.paydtm)),
      currency,
      grossMinor: money("gross_amount", text(place.gross_amount)),
      feeRate: columns.feeRate(text(place.fee_rate)),
      feeMinor: money("fee_amount", text(place.fee_amount)),
      netMinor,
      settleCurrency,
      exchangeRate,
      settleMinor: settleMinor ?? netMinor,
      status: columns.status(text(place.status)),
      remark: columns.remark(text(place.remark)),
    };
  };
}

/** Columns that say the same on many rows are read once. */
function columnReaders() {
  const needed =
    <T>(column: LineField, read: (column: string, text: string) => T | null) =>
    (text: string): T =>
      cell.required(column, read(column, text), text);
  return {
    batchNo: cell.remembered(needed("settle_batch_no", (column, text) => cell.identifier(column, text, 64))),
    tradeDate: cell.remembered(needed("trade_date", cell.day)),
    settleDate: cell.remembered(needed("settle_date", cell.day)),
    mchid: cell.remembered(needed("mchid", (column, text) => cell.identifier(column, text, 32))),
    lineType: cell.remembered((text: string) => lineTypeOf(cell.required("line_type", cell.identifier("line_type", text, 32), text), text)),
    payType: cell.remembered((text: string) => cell.identifier("pay_type", text, 6)),
    currency: cell.remembered(needed("txcurrcd", cell.currency)),
    settleCurrency: cell.remembered((text: string) => cell.currency("settle_currcd", text)),
    feeRate: cell.remembered((text: string) => cell.rate("fee_rate", text)),
    exchangeRate: cell.remembered((text: string) => cell.exchangeRate("exchange_rate", text)),
    status: cell.remembered((text: string) => cell.identifier("status", text, 64) ?? "SETTLED"),
    remark: cell.remembered(cell.freeText),
  };
}

function lineTypeOf(name: string, text: string): LineType {
  const known = LINE_TYPES.find((type) => type === name);
  if (known === undefined) throw new cell.CellFault("line_type", "UNKNOWN_LINE_TYPE", text);
  return known;
}
