import { type Currency, decimalsOf } from "@tillbook/domain/money";
import { type Decimal, type LineType, minorRounded, type NamedTotal, type StatementLine } from "@tillbook/domain/settlement";
import * as cell from "../cells.ts";
import { dayAt } from "../days.ts";
import { type ControlRow, type OpenedProfile, placesOf, readerOf, type StatementProfile, unfitness } from "../profile.ts";
import { columnSums, difference, headerNames, missingEnd, namedTotal, printedTotal } from "./provider-columns.ts";

const NEEDED = ["交易时间", "商户号", "微信订单号", "商户订单号", "交易状态", "货币种类", "手续费"];
const OLD_AMOUNT = "总金额";
/** Each printed total with the column it adds up; names have changed over the years. */
const TOTALS: readonly (readonly [total: string, columns: readonly string[], part: "gross" | "refund" | "fee" | null])[] = [
  ["应结订单总金额", ["应结订单金额"], "gross"],
  ["总交易额", [OLD_AMOUNT], "gross"],
  ["退款总金额", ["退款金额"], "refund"],
  ["总退款金额", ["退款金额"], "refund"],
  ["充值券退款总金额", ["充值券退款金额", "代金券退款金额"], null],
  ["总代金券或立减优惠退款金额", ["代金券或立减优惠退款金额"], null],
  ["总企业红包退款金额", ["企业红包退款金额"], null],
  ["手续费总金额", ["手续费"], "fee"],
  ["订单总金额", ["订单金额"], null],
  ["申请退款总金额", ["申请退款金额"], null],
];
const TYPES: ReadonlyMap<string, LineType> = new Map([
  ["SUCCESS", "PAYMENT"],
  ["REFUND", "REFUND"],
  ["REVOKED", "CANCEL"], // reversed after it was paid
]);

type Kind = "ALL" | "SUCCESS" | "REFUND";

/** WeChat's daily trade bill for merchants, in its three cuts. Its day is that of the payment, not QFPay's. docs/reconciliation.md#other-files */
export const wechatTrade: readonly StatementProfile[] = (["ALL", "SUCCESS", "REFUND"] as const).map((kind) => ({
  name: `WECHAT_TRADE_${kind}`,
  version: 1,
  content: "LINES",
  open: (header) => open(header, kind),
}));

function open(header: readonly string[], kind: Kind): OpenedProfile | null {
  const names = headerNames(header);
  const isBill = names[0] === "交易时间" && names[1] === "公众账号id" && names[2] === "商户号" && !names.includes("标价币种");
  if (!isBill || kindOf(names) !== kind) return null;
  const gross = names.includes("应结订单金额") ? "应结订单金额" : OLD_AMOUNT;
  const unfit = unfitness(names, [...NEEDED, gross, "退款金额"], [...NEEDED, gross]);
  if (unfit) return unfit;
  return billReader(names, gross, kind);
}

function kindOf(names: readonly string[]): Kind {
  if (names.includes("退款申请时间")) return "REFUND";
  return names.includes("退款金额") ? "ALL" : "SUCCESS";
}

function billReader(names: readonly string[], gross: string, kind: Kind): OpenedProfile {
  const { at, of } = placesOf<string>(names);
  const readLine = lineOf((cells, column) => of(cells, column), gross, kind);
  const added = TOTALS.flatMap(([, columns]) => columns.map(at)).filter((place) => place >= 0);
  const sums = columnSums([...new Set(added)]);
  let totals: { titles: readonly string[]; named: readonly NamedTotal[] } | null = null;
  let last: { currency: Currency; grossMinor: bigint; feeMinor: bigint } = { currency: "CNY", grossMinor: 0n, feeMinor: 0n };
  return readerOf({
    identifiers: new Map(["微信订单号", "商户订单号", "商户退款单号"].map((name) => [at(name), name])),
    read(cells, { lineNo }) {
      const first = cell.cleaned(cells[0] ?? "");
      if (first === "总交易单数") {
        totals = { titles: headerNames(cells), named: [] };
        return { kind: "nothing" };
      }
      if (totals !== null) {
        const read = totalsRow(totals.titles, cells, lineNo, { at, sums, last });
        totals = { ...totals, named: read.named };
        return { kind: "control", row: read.row };
      }
      if (cells.length !== names.length) throw new cell.CellFault("", "CELL_COUNT", `${cells.length} / ${names.length}`);
      const line = readLine(cells);
      sums.add(cells);
      last = { currency: line.currency, grossMinor: last.grossMinor + line.grossMinor, feeMinor: last.feeMinor + line.feeMinor };
      return { kind: "line", line: { lineNo, ...line } };
    },
    end: () => (totals === null ? [missingEnd("总交易单数")] : totals.named).map((total): ControlRow => ({ kind: "named", total })),
  });
}

type Counted = {
  readonly at: (column: string) => number;
  sums: ReturnType<typeof columnSums>;
  /** Currency of the rows and what they came to. */
  last: { currency: Currency; grossMinor: bigint; feeMinor: bigint };
};

/** The row of totals: every column of it is checked, and what differs shows in the four figures as far as it concerns them. */
function totalsRow(titles: readonly string[], cells: readonly string[], lineNo: number, { at, sums, last }: Counted) {
  if (titles.length !== cells.length) throw new cell.CellFault("总交易单数", "CELL_COUNT", `${cells.length} / ${titles.length}`);
  const named: NamedTotal[] = [];
  const off = { gross: 0n, refund: 0n, fee: 0n };
  const minor = (decimal: Decimal): bigint => minorRounded(decimal, decimalsOf(last.currency), "HALF_UP");
  for (const [index, title] of titles.entries()) {
    const known = TOTALS.find(([name]) => name === title);
    const column = known?.[1].find((name) => at(name) >= 0);
    if (known === undefined || column === undefined) continue;
    const [declared, counted] = [printedTotal(title, cells[index] ?? ""), sums.sum(at(column))];
    named.push(namedTotal(title, declared, counted, lineNo));
    if (known[2] !== null) off[known[2]] = minor(difference(declared, counted));
  }
  const grossMinor = last.grossMinor + off.gross - off.refund;
  const feeMinor = last.feeMinor + off.fee;
  const figures = { lines: cell.count("总交易单数", cells[0] ?? ""), grossMinor, feeMinor, netMinor: grossMinor - feeMinor };
  return { named, row: { kind: "total", currency: null, figures } as const };
}

function lineOf(of: (cells: readonly string[], column: string) => string, grossColumn: string, kind: Kind) {
  const currencyOf = cell.remembered((text: string) => cell.required("货币种类", cell.currency("货币种类", text), text));
  const rateOf = cell.remembered((text: string) => cell.rate("费率", text));
  const amountOf = (column: string, text: string, currency: Currency): bigint => cell.amount(column, text, currency) ?? 0n;
  return (cells: readonly string[]): Omit<StatementLine, "lineNo"> => {
    const text = (column: string): string => of(cells, column);
    const lineType = typeOf(text("交易状态"));
    const currency = currencyOf(text("货币种类"));
    const [paid, refunded] = [amountOf(grossColumn, text(grossColumn), currency), amountOf("退款金额", text("退款金额"), currency)];
    const timeColumn = cell.cleaned(text("退款申请时间")) === "" ? "交易时间" : "退款申请时间";
    const paydtm = cell.required(timeColumn, cell.moment(timeColumn, text(timeColumn)), text(timeColumn));
    const tradeDate = dayAt(paydtm);
    const mchid = merchantOf(text("特约商户号") || text("子商户号"), text("商户号"));
    const grossMinor = lineType === "PAYMENT" ? paid : -(refunded === 0n && lineType === "CANCEL" ? paid : refunded);
    const feeMinor = amountOf("手续费", text("手续费"), currency);
    return {
      batchNo: `WECHAT-${kind}-${mchid}-${tradeDate}`,
      tradeDate,
      settleDate: tradeDate, // the bill does not say when it is paid out
      mchid,
      lineType,
      syssn: null,
      origssn: null,
      outTradeNo: orderOf(lineType === "REFUND" ? text("商户退款单号") : text("商户订单号")),
      chnlsn: cell.identifier("微信订单号", text("微信订单号"), 128),
      payType: null,
      sysdtm: null, // QFPay's time, which WeChat does not know
      paydtm,
      currency,
      grossMinor,
      feeRate: rateOf(text("费率")),
      feeMinor,
      netMinor: grossMinor - feeMinor,
      settleCurrency: currency,
      exchangeRate: null,
      settleMinor: grossMinor - feeMinor,
      status: cell.identifier("退款状态", text("退款状态"), 64) ?? cell.cleaned(text("交易状态")),
      remark: cell.freeText(text("商品名称").replace(/^`/, "")),
    };
  };
}

function typeOf(text: string): LineType {
  const known = TYPES.get(cell.cleaned(text));
  if (known === undefined) throw new cell.CellFault("交易状态", "UNKNOWN_LINE_TYPE", text);
  return known;
}

/** The shop's own number where it trades below a service provider; 0 stands for none. */
function merchantOf(sub: string, own: string): string {
  const [shop, provider] = [cell.cleaned(sub), cell.identifier("商户号", own, 32)];
  return shop === "" || shop === "0"
    ? cell.required("商户号", provider, own)
    : cell.required("特约商户号", cell.identifier("特约商户号", sub, 32), sub);
}

function orderOf(text: string): string | null {
  const id = cell.identifier("商户订单号", text, 128);
  return id === "0" ? null : id;
}
