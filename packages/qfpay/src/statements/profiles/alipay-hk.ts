import type { Currency } from "@tillbook/domain/money";
import type { LineType, StatementLine } from "@tillbook/domain/settlement";
import * as cell from "../cells.ts";
import { dayAt } from "../days.ts";
import { type ControlRow, type FileContext, type OpenedProfile, placesOf, readerOf, type StatementProfile, unfitness } from "../profile.ts";
import { headerNames, missingEnd } from "./provider-columns.ts";

const NEEDED = ["partner_transaction_id", "transaction_id", "amount", "fee", "settlement", "currency", "payment_time", "type"] as const;
const OTHERS = ["settlement_time", "status", "remarks", "product"] as const;
type Column = (typeof NEEDED)[number] | (typeof OTHERS)[number];

const END = "<END>";
const TYPES: ReadonlyMap<string, LineType> = new Map([
  ...["PAYMENT", "P", "CAPTURE"].map((name) => [name, "PAYMENT"] as const),
  ...["REFUND", "R"].map((name) => [name, "REFUND"] as const),
  ...["CANCEL", "REVERSAL", "REVERSE", "VOID"].map((name) => [name, "CANCEL"] as const),
]);

/** AlipayHK's settlement file, also as Antom reports it: then its last line must be `<END>`. Dates are `MM/DD/YYYY`. */
export const alipayHk: readonly StatementProfile[] = [
  { name: "ALIPAYHK_SETTLE", version: 1, content: "LINES", open: (header, _above, context) => open(header, context, false) },
  { name: "ANTOM", version: 1, content: "LINES", open: (header, _above, context) => open(header, context, true) },
];

function open(header: readonly string[], { mchid }: FileContext, needsEnd: boolean): OpenedProfile | null {
  const names = headerNames(header);
  if (!names.includes("partner_transaction_id") || !names.includes("transaction_id")) return null;
  const unfit = unfitness(names, NEEDED, NEEDED);
  if (unfit) return unfit;
  const { at, of } = placesOf<Column>(names);
  let hasEnded = false;
  return readerOf({
    identifiers: new Map((["partner_transaction_id", "transaction_id"] as const).map((name) => [at(name), name])),
    read(cells, { lineNo }) {
      if (hasEnded) throw new cell.CellFault("", "UNKNOWN_CONTROL_ROW", cells.join(","));
      hasEnded = cell.cleaned(cells[0] ?? "").toUpperCase() === END;
      if (hasEnded) return { kind: "nothing" };
      if (cells.length !== names.length) throw new cell.CellFault("", "CELL_COUNT", `${cells.length} / ${names.length}`);
      return { kind: "line", line: { lineNo, ...lineOf((column) => of(cells, column), mchid) } };
    },
    end: (): readonly ControlRow[] => (needsEnd && !hasEnded ? [{ kind: "named", total: missingEnd(END) }] : []),
  });
}

function lineOf(text: (column: Column) => string, mchid: string): Omit<StatementLine, "lineNo"> {
  const needed = <T>(column: Column, value: T | null): T => cell.required(column, value, text(column));
  const type = cell.cleaned(text("type")).toUpperCase();
  const lineType = TYPES.get(type);
  if (lineType === undefined) throw new cell.CellFault("type", "UNKNOWN_LINE_TYPE", type);
  const currency = needed("currency", cell.currency("currency", text("currency")));
  const { grossMinor, feeMinor, netMinor } = moneyOf(text, lineType, currency);
  const paydtm = needed("payment_time", cell.looseMoment("payment_time", text("payment_time"), "MDY"));
  const settledAt = cell.looseMoment("settlement_time", text("settlement_time"), "MDY");
  const [tradeDate, settleDate] = [dayAt(paydtm), dayAt(settledAt ?? paydtm)];
  return {
    batchNo: `ALIPAYHK-${currency}-${settleDate}`,
    tradeDate,
    settleDate,
    mchid,
    lineType,
    syssn: null,
    origssn: null,
    outTradeNo: cell.identifier("partner_transaction_id", text("partner_transaction_id"), 128),
    chnlsn: needed("transaction_id", cell.identifier("transaction_id", text("transaction_id"), 128)),
    payType: null,
    sysdtm: null,
    paydtm,
    currency,
    grossMinor,
    feeRate: null,
    feeMinor,
    netMinor,
    settleCurrency: currency,
    exchangeRate: null,
    settleMinor: netMinor,
    status: cell.identifier("status", text("status"), 64) ?? "SETTLED",
    remark: cell.freeText(text("remarks")),
  };
}

/**
 * Signs differ: a refund's amount may be printed positive while its settlement is negative, or both positive. The type decides.
 * The fee of a refund is a cost or comes back, whichever makes the row add up; where neither does, it stands as printed.
 */
function moneyOf(text: (column: Column) => string, lineType: LineType, currency: Currency) {
  const read = (column: Column): bigint | null => cell.amount(column, text(column), currency);
  const amount = cell.required("amount", read("amount"), text("amount"));
  const settlement = read("settlement");
  const isBack = lineType !== "PAYMENT";
  if (!isBack && (amount < 0n || (settlement ?? 0n) < 0n)) throw new cell.CellFault("amount", "SIGN_CONFLICT", text("amount"));
  const signed = (value: bigint): bigint => (isBack && value > 0n ? -value : value);
  const grossMinor = signed(amount);
  const printedFee = read("fee") ?? 0n;
  const netMinor = settlement === null ? grossMinor - printedFee : signed(settlement);
  const feeMinor = grossMinor + printedFee === netMinor ? -printedFee : printedFee;
  return { grossMinor, feeMinor, netMinor };
}
