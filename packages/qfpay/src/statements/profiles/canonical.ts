import { LINE_TYPES, type LineType, type StatementLine } from "@tillbook/domain/settlement";
import * as cell from "../cells.ts";
import type { OpenedProfile, StatementProfile } from "../profile.ts";
import { isControlRow, readControlRow } from "./canonical-control-rows.ts";

const REQUIRED = [
  "settle_batch_no",
  "trade_date",
  "settle_date",
  "mchid",
  "line_type",
  "txcurrcd",
  "gross_amount",
  "fee_amount",
  "net_amount",
] as const;
const OPTIONAL = [
  "syssn",
  "origssn",
  "out_trade_no",
  "chnlsn",
  "pay_type",
  "sysdtm",
  "paydtm",
  "fee_rate",
  "settle_currcd",
  "exchange_rate",
  "settle_amount",
  "status",
  "remark",
] as const;
type Column = (typeof REQUIRED)[number] | (typeof OPTIONAL)[number];

/** The documented interchange layout, version 1: columns by name in any order, others ignored. docs/reconciliation.md#canonical-csv */
export const canonicalV1: StatementProfile = { name: "QFPAY_CANONICAL_V1", version: 2, open };

function open(header: readonly string[]): OpenedProfile | null {
  const names = header.map((name) => cell.cleaned(name).toLowerCase());
  if (!names.includes("syssn") || !names.includes("line_type")) return null;
  const known: readonly string[] = [...REQUIRED, ...OPTIONAL];
  const repeated = known.filter((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (repeated.length > 0) return { kind: "unfit", hint: "REPEATED_COLUMN", columns: repeated };
  const missing = REQUIRED.filter((name) => !names.includes(name));
  if (missing.length > 0) return { kind: "unfit", hint: "MISSING_COLUMNS", columns: missing };
  const places = new Map(names.map((name, at) => [name, at]));
  return {
    kind: "reader",
    isControl: isControlRow,
    read(cells) {
      const first = cell.cleaned(cells[0] ?? "");
      if (first.startsWith("#")) return { kind: "control", row: readControlRow(first, cells) };
      if (cells.length !== names.length) throw new cell.CellFault("", "CELL_COUNT", `${cells.length} / ${names.length}`);
      return { kind: "line", line: readLine((column) => cells[places.get(column) ?? -1] ?? "") };
    },
  };
}

function readLine(text: (column: Column) => string): Omit<StatementLine, "lineNo"> {
  const id = (column: Column, maxLength: number): string | null => cell.identifier(column, text(column), maxLength);
  const needed = <T>(column: Column, value: T | null): T => cell.required(column, value, text(column));
  const lineType = lineTypeOf(needed("line_type", id("line_type", 32)), text("line_type"));
  const currency = needed("txcurrcd", cell.currency("txcurrcd", text("txcurrcd")));
  const settleCurrency = cell.currency("settle_currcd", text("settle_currcd")) ?? currency;
  const isConverted = settleCurrency !== currency;
  const netMinor = needed("net_amount", cell.amount("net_amount", text("net_amount"), currency));
  const exchangeRate = cell.exchangeRate("exchange_rate", text("exchange_rate"));
  const settleMinor = cell.amount("settle_amount", text("settle_amount"), settleCurrency);
  const sysdtm = cell.moment("sysdtm", text("sysdtm"));
  return {
    batchNo: needed("settle_batch_no", id("settle_batch_no", 64)),
    tradeDate: needed("trade_date", cell.day("trade_date", text("trade_date"))),
    settleDate: needed("settle_date", cell.day("settle_date", text("settle_date"))),
    mchid: needed("mchid", id("mchid", 32)),
    lineType,
    syssn: id("syssn", 40),
    origssn: id("origssn", 40),
    outTradeNo: id("out_trade_no", 128),
    chnlsn: id("chnlsn", 128),
    payType: id("pay_type", 6),
    sysdtm: lineType === "PAYMENT" || lineType === "REFUND" ? needed("sysdtm", sysdtm) : sysdtm,
    paydtm: cell.moment("paydtm", text("paydtm")),
    currency,
    grossMinor: needed("gross_amount", cell.amount("gross_amount", text("gross_amount"), currency)),
    feeRate: cell.rate("fee_rate", text("fee_rate")),
    feeMinor: needed("fee_amount", cell.amount("fee_amount", text("fee_amount"), currency)),
    netMinor,
    settleCurrency,
    exchangeRate: isConverted ? needed("exchange_rate", exchangeRate) : exchangeRate,
    settleMinor: isConverted ? needed("settle_amount", settleMinor) : (settleMinor ?? netMinor),
    status: id("status", 64) ?? "SETTLED",
    remark: cell.freeText(text("remark")),
  };
}

function lineTypeOf(name: string, text: string): LineType {
  const known = LINE_TYPES.find((type) => type === name);
  if (known === undefined) throw new cell.CellFault("line_type", "UNKNOWN_LINE_TYPE", text);
  return known;
}
