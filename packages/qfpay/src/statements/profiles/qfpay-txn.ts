import { type Currency, decimalsOf } from "@tillbook/domain/money";
import {
  type BatchPart,
  type Decimal,
  decimalText,
  minorRounded,
  type NamedTotal,
  parseDecimal,
  type TransactionLine,
} from "@tillbook/domain/settlement";
import * as cell from "../cells.ts";
import { type ControlRow, type OpenedProfile, readerOf, type StatementProfile } from "../profile.ts";
import { difference, missingEnd, namedTotal, printedTotal } from "./provider-columns.ts";

/** Places in a detail record (type 02), behind the record type. docs/qfpay.md#statements */
const FIELDS = [
  "record_type",
  "store_name",
  "cashier",
  "transaction_type",
  "transaction_date",
  "transaction_time",
  "transaction_amount",
  "transaction_status",
  "transaction_id",
  "original_transaction_id",
  "currency",
  "udid",
  "merchant_order_id",
  "remark",
  "store_id",
  "external_order_id",
  "consumer_source",
] as const;
type Field = (typeof FIELDS)[number];

const HEADER_CELLS = 10;
const TRAILER_CELLS = 5;
const KINDS: ReadonlyMap<string, TransactionLine["kind"]> = new Map([
  ...["payment", "sale", "purchase", "consume", "pay"].map((name) => [name, "PAYMENT"] as const),
  ["refund", "REFUND"],
  ...["cancel", "cancellation", "void", "reversal", "reverse"].map((name) => [name, "CANCEL"] as const),
]);
const OUTCOMES: ReadonlyMap<string, TransactionLine["outcome"]> = new Map([
  ...["success", "successful", "succeeded", "paid", "completed", "settled", "0000", "refunded", "partially refunded"].map(
    (name) => [name, "SUCCESS"] as const,
  ),
  ...["fail", "failed", "failure", "declined", "closed", "expired"].map((name) => [name, "FAILED"] as const),
  ...["pending", "processing", "open", "1143", "1145"].map((name) => [name, "OPEN"] as const),
]);

/** What a header or a trailer says: rows and their amounts, of this file and of the batch that it may be a part of. */
type Told = { readonly lines: number; readonly amount: Decimal; readonly batchLines: number; readonly batchAmount: Decimal };

/**
 * QFPay's transaction data file, version 02: record types 00 (header), 01 (titles), 02 (transactions) and 99 (trailer).
 * Transactions without fees: they complete our side and settle nothing. Amounts are taken to be in major units (assumed).
 */
export const qfpayTxnV02: StatementProfile = { name: "QFPAY_TXN_V02", version: 1, content: "TRANSACTIONS", open };

function open(header: readonly string[]): OpenedProfile | null {
  const [type = "", from = "", to = "", mid = ""] = header.map(cell.cleaned);
  if (type !== "00" || header.length !== HEADER_CELLS || ![from, to].every((text) => /^\d{4}-?\d{2}-?\d{2}$/.test(text))) return null;
  return fileReader(header, mid, toldBy("00", header.slice(6)));
}

function fileReader(header: readonly string[], mid: string, told: Told): OpenedProfile {
  const sums = { lines: 0, printed: zero(), signedMinor: new Map<Currency, bigint>() };
  let trailer: { told: Told; lineNo: number } | null = null;
  return readerOf({
    identifiers: new Map((["transaction_id", "original_transaction_id"] as const).map((field) => [FIELDS.indexOf(field), field])),
    read(cells, { lineNo }) {
      const type = cell.cleaned(cells[0] ?? "");
      if (trailer !== null) throw new cell.CellFault("record_type", "UNKNOWN_CONTROL_ROW", type);
      if (type === "01") return { kind: "nothing" };
      if (type === "99") {
        if (cells.length !== TRAILER_CELLS) throw new cell.CellFault("", "CELL_COUNT", `${cells.length} / ${TRAILER_CELLS}`);
        trailer = { told: toldBy("99", cells.slice(1)), lineNo };
        return { kind: "nothing" };
      }
      if (type !== "02") throw new cell.CellFault("record_type", "UNKNOWN_CONTROL_ROW", type);
      if (cells.length !== FIELDS.length) throw new cell.CellFault("", "CELL_COUNT", `${cells.length} / ${FIELDS.length}`);
      const line = lineOf((field) => cells[FIELDS.indexOf(field)] ?? "", mid);
      sums.lines += 1;
      sums.printed = difference(
        sums.printed,
        negative(parseDecimal(cell.cleaned(cells[FIELDS.indexOf("transaction_amount")] ?? "")) ?? zero()),
      );
      sums.signedMinor.set(line.currency, (sums.signedMinor.get(line.currency) ?? 0n) + line.amountMinor);
      return { kind: "transaction", line: { lineNo, ...line } };
    },
    end() {
      const counted = { lines: sums.lines, amounts: amountsOf(sums) };
      const told99 = trailer === null ? [missingEnd("99")] : totalsOf("99", trailer.told, counted, trailer.lineNo);
      const isWhole = told.batchLines === told.lines;
      const whole = isWhole ? [agree("batch", told.batchAmount, told.amount)] : [];
      const day = sums.lines === 0 ? cell.day("from", header[1] ?? "") : null;
      return [
        ...[...totalsOf("00", told, counted, 1), ...told99, ...whole].map((total): ControlRow => ({ kind: "named", total })),
        { kind: "part", part: partOf(header, told) },
        ...(day === null ? [] : [{ kind: "day", day } as const]),
      ];
    },
  });
}

/** The four cells that header and trailer have in common. */
function toldBy(record: string, cells: readonly string[]): Told {
  const [lines = "", amount = "", batchLines = "", batchAmount = ""] = cells;
  return {
    lines: cell.count(record, lines),
    amount: printedTotal(record, amount),
    batchLines: cell.count(record, batchLines),
    batchAmount: printedTotal(record, batchAmount),
  };
}

/** Sums that a provider may mean: amounts as they are printed, or refunds taken off. */
function amountsOf({ printed, signedMinor }: { printed: Decimal; signedMinor: ReadonlyMap<Currency, bigint> }): readonly Decimal[] {
  const signed = [...signedMinor].map(([currency, units]): Decimal => ({ units, scale: decimalsOf(currency) }));
  return [printed, signed.reduce((sum, each) => difference(sum, negative(each)), zero())];
}

function totalsOf(record: string, told: Told, counted: { lines: number; amounts: readonly Decimal[] }, lineNo: number): NamedTotal[] {
  const amount = counted.amounts.find((sum) => isSame(sum, told.amount)) ?? counted.amounts[0] ?? zero();
  return [
    { name: `${record} count`, declared: String(told.lines), counted: String(counted.lines), lineNo },
    namedTotal(`${record} amount`, told.amount, amount, lineNo),
  ];
}

function agree(name: string, declared: Decimal, counted: Decimal): NamedTotal {
  return namedTotal(name, declared, counted, 1);
}

/** One file of a batch; its amounts in hundredths, as the files print them. */
function partOf(header: readonly string[], told: Told): BatchPart {
  const [, from = "", to = "", mid = "", sid = ""] = header.map(cell.cleaned);
  const hundredths = (decimal: Decimal): bigint => minorRounded(decimal, 2, "HALF_UP");
  return {
    batchKey: ["TXN-V02", mid, sid, from, to, told.batchLines, decimalText(told.batchAmount)].join("-"),
    lines: told.lines,
    amountMinor: hundredths(told.amount),
    batchLines: told.batchLines,
    batchAmountMinor: hundredths(told.batchAmount),
  };
}

function lineOf(text: (field: Field) => string, mid: string): Omit<TransactionLine, "lineNo"> {
  const needed = <T>(field: Field, value: T | null): T => cell.required(field, value, text(field));
  const id = (field: Field, length: number): string | null => cell.identifier(field, text(field), length);
  const type = cell.cleaned(text("transaction_type"));
  const kind = KINDS.get(type.toLowerCase());
  if (kind === undefined) throw new cell.CellFault("transaction_type", "UNKNOWN_LINE_TYPE", type);
  const currency = needed("currency", cell.currency("currency", text("currency")));
  const amount = needed("transaction_amount", cell.amount("transaction_amount", text("transaction_amount"), currency));
  if (kind === "PAYMENT" && amount < 0n) throw new cell.CellFault("transaction_amount", "SIGN_CONFLICT", text("transaction_amount"));
  const status = cell.cleaned(text("transaction_status"));
  const clock = cell.cleaned(text("transaction_time")).replace(/^(\d{2})(\d{2})(\d{2})$/, "$1:$2:$3");
  return {
    mchid: mid,
    syssn: needed("transaction_id", id("transaction_id", 40)),
    origssn: id("original_transaction_id", 40),
    kind,
    outcome: OUTCOMES.get(status.toLowerCase()) ?? "UNKNOWN",
    status,
    sysdtm: needed("transaction_time", cell.moment("transaction_time", `${cell.cleaned(text("transaction_date"))} ${clock}`)),
    currency,
    amountMinor: kind === "PAYMENT" || amount < 0n ? amount : -amount,
    outTradeNo: id("merchant_order_id", 128),
    externalOrderNo: id("external_order_id", 128),
    udid: id("udid", 128),
    storeId: id("store_id", 64),
    storeName: cell.freeText(text("store_name")),
    cashier: cell.freeText(text("cashier")),
    consumerSource: cell.freeText(text("consumer_source")),
    remark: cell.freeText(text("remark")),
  };
}

function zero(): Decimal {
  return { units: 0n, scale: 0 };
}

function negative({ units, scale }: Decimal): Decimal {
  return { units: -units, scale };
}

function isSame(a: Decimal, b: Decimal): boolean {
  return difference(a, b).units === 0n;
}
