import { type Currency, decimalsOf } from "@tillbook/domain/money";
import {
  type Decimal,
  decimalText,
  type LineType,
  minorRounded,
  multiply,
  type NamedTotal,
  parseDecimal,
  type StatementLine,
} from "@tillbook/domain/settlement";
import * as cell from "../cells.ts";
import { dayAt } from "../days.ts";
import { type OpenedProfile, readerOf, type StatementProfile } from "../profile.ts";
import { headerNames } from "./provider-columns.ts";

/** Columns that we use, by WeChat's Chinese title; English ones are read as the same when they say the same. */
const TITLES = {
  time: ["交易时间", "transactiontime", "tradetime"],
  mchid: ["商户号", "merchantid", "vendorid", "mchid"],
  subMchid: ["子商户号", "sub-merchantid", "submerchantid", "subvendorid"],
  walletNo: ["微信订单号", "wechatordernumber", "wechatpayordernumber", "wechatorderno.", "transactionid"],
  orderNo: ["商户订单号", "merchantordernumber", "vendorordernumber", "merchantorderno.", "outtradeno"],
  state: ["交易状态", "transactionstatus", "transactionstate", "tradestate"],
  refundNo: ["商户退款单号", "merchantrefundnumber", "vendorrefundnumber", "merchantrefundno.", "outrefundno"],
  refundState: ["退款状态", "refundstatus", "refundstate"],
  goods: ["商品名称", "productname", "commodityname", "goodsname", "body"],
  fee: ["手续费", "servicefee", "servicecharge", "fee", "handlingfee"],
  feeRate: ["费率", "rate", "feerate", "servicefeerate"],
  priceCurrency: ["标价币种", "pricecurrency", "pricingcurrency", "currencytype"],
  orderAmount: ["订单金额(标价币种)", "订单金额", "orderamount(pricingcurrency)", "orderamount(pricecurrency)", "orderamount"],
  settleCurrency: ["结算币种", "settlementcurrency"],
  settleAmount: ["应结订单金额", "settlementamount", "settlementorderamount", "payableamount", "settlementtotalfee"],
  rate: ["支付汇率", "汇率", "paymentexchangerate", "exchangerate", "paymentrate"],
  refundRate: ["退款汇率", "refundexchangerate", "refundrate"],
  refundAmount: ["申请退款金额", "requestedrefundamount", "refundamountrequested", "refundamount"],
  refundSettleCurrency: ["退款结算币种", "refundsettlementcurrency"],
  refundSettleAmount: ["退款应结订单金额", "refundsettlementamount", "refundsettlementorderamount"],
} as const satisfies Record<string, readonly string[]>;
type Column = keyof typeof TITLES;

const NEEDED: readonly Column[] = [
  "time",
  "mchid",
  "walletNo",
  "orderNo",
  "state",
  "fee",
  "priceCurrency",
  "orderAmount",
  "settleCurrency",
  "settleAmount",
];
const TYPES: ReadonlyMap<string, LineType> = new Map([
  ["SUCCESS", "PAYMENT"],
  ["REFUND", "REFUND"],
  ["REVOKED", "CANCEL"],
]);
/** Rates come as a decimal or, as in WeChat's interfaces, as a whole number of hundred-millionths. */
const RATE_SCALE = 8;

/** WeChat's statement for merchants outside the mainland, version 3: what was priced, paid and settled, each in its currency. */
export const wechatGlobalV3: StatementProfile = { name: "WECHAT_GLOBAL_V3", version: 1, content: "LINES", open };

function open(header: readonly string[]): OpenedProfile | null {
  const names = headerNames(header);
  const placeOf = (titles: readonly string[]): number => titles.map((title) => names.indexOf(title)).find((place) => place >= 0) ?? -1;
  const places = new Map(Object.entries(TITLES).map(([column, titles]) => [column, placeOf(titles)]));
  const at = (column: Column): number => places.get(column) ?? -1;
  if (at("priceCurrency") < 0 || at("settleCurrency") < 0 || at("walletNo") < 0) return null;
  const missing = NEEDED.filter((column) => at(column) < 0);
  if (missing.length > 0) return { kind: "unfit", hint: "MISSING_COLUMNS", columns: missing.map((column) => TITLES[column][0]) };
  let rows = 0;
  let isBelow = false;
  return readerOf({
    identifiers: new Map((["walletNo", "orderNo", "refundNo"] as const).map((column) => [at(column), TITLES[column][0]])),
    read(cells, { lineNo }) {
      if (isBelow) return { kind: "control", row: { kind: "named", total: rowCount(cells, rows, lineNo) } };
      isBelow = cell.cleaned(cells[0] ?? "") === "总交易单数";
      if (isBelow) return { kind: "nothing" };
      if (cells.length !== names.length) throw new cell.CellFault("", "CELL_COUNT", `${cells.length} / ${names.length}`);
      const line = lineOf((column) => cells[at(column)] ?? "");
      rows += 1;
      return { kind: "line", line: { lineNo, ...line } };
    },
  });
}

/** The row below the titles of totals. Its sums run over several currencies, so that only the number of rows can be held against it. */
function rowCount(cells: readonly string[], rows: number, lineNo: number): NamedTotal {
  const declared = cell.count("总交易单数", cells[0] ?? "");
  return { name: "总交易单数", declared: String(declared), counted: String(rows), lineNo };
}

function lineOf(text: (column: Column) => string): Omit<StatementLine, "lineNo"> {
  const titleOf = (column: Column): string => TITLES[column][0];
  const needed = <T>(column: Column, value: T | null): T => cell.required(titleOf(column), value, text(column));
  const currencyOf = (column: Column): Currency | null => cell.currency(titleOf(column), text(column));
  const lineType = typeOf(text("state"));
  const isBack = lineType !== "PAYMENT";
  const currency = needed("priceCurrency", currencyOf("priceCurrency"));
  const settleCurrency = (isBack ? currencyOf("refundSettleCurrency") : null) ?? needed("settleCurrency", currencyOf("settleCurrency"));
  const isConverted = settleCurrency !== currency;
  const minorOf = (column: Column, of: Currency): bigint => cell.amount(titleOf(column), text(column), of) ?? 0n;
  const priced = minorOf(isBack ? "refundAmount" : "orderAmount", currency);
  const settled = minorOf(isBack ? "refundSettleAmount" : "settleAmount", settleCurrency);
  const [gross, settleGross] = isConverted ? [priced, settled] : [settled === 0n ? priced : settled, settled];
  const exchangeRate = isConverted ? rateOf(text, isBack) : null;
  const feeMinor = minorOf("fee", currency);
  const grossMinor = isBack ? -gross : gross;
  const paydtm = needed("time", cell.moment(titleOf("time"), text("time")));
  const mchid = merchantOf(text);
  const tradeDate = dayAt(paydtm);
  return {
    batchNo: `WECHAT-GLOBAL-${mchid}-${tradeDate}`,
    tradeDate,
    settleDate: tradeDate, // the statement does not say when it is paid out
    mchid,
    lineType,
    syssn: null,
    origssn: null,
    outTradeNo: cell.identifier(titleOf("orderNo"), text(lineType === "REFUND" ? "refundNo" : "orderNo"), 128),
    chnlsn: cell.identifier(titleOf("walletNo"), text("walletNo"), 128),
    payType: null,
    sysdtm: null,
    paydtm,
    currency,
    grossMinor,
    feeRate: cell.rate(titleOf("feeRate"), text("feeRate")),
    feeMinor,
    netMinor: grossMinor - feeMinor,
    settleCurrency,
    exchangeRate: exchangeRate && decimalText(exchangeRate),
    settleMinor:
      exchangeRate === null
        ? grossMinor - feeMinor
        : settledNet(isBack ? -settleGross : settleGross, feeMinor, exchangeRate, currency, settleCurrency),
    status: cell.identifier(titleOf("refundState"), text("refundState"), 64) ?? cell.cleaned(text("state")),
    remark: cell.freeText(text("goods").replace(/^`/, "")),
  };
}

/** What is settled before the fee, less the fee at the same rate: WeChat prints the fee beside the price, and the settled amount without it. */
function settledNet(settleMinor: bigint, feeMinor: bigint, rate: Decimal, from: Currency, into: Currency): bigint {
  const fee = multiply({ units: feeMinor, scale: decimalsOf(from) }, rate);
  return settleMinor - minorRounded(fee, decimalsOf(into), "HALF_UP");
}

/** Refunds go back at the payment's rate, which may stand in a column of its own. */
function rateOf(text: (column: Column) => string, isBack: boolean): Decimal {
  const column = isBack && cell.cleaned(text("refundRate")) !== "" ? "refundRate" : "rate";
  const bare = cell.cleaned(text(column));
  const rate = parseDecimal(bare);
  if (rate === null || rate.units <= 0n) throw new cell.CellFault(TITLES[column][0], bare === "" ? "REQUIRED" : "NOT_A_RATE", text(column));
  return rate.scale === 0 && rate.units >= 100_000n ? { units: rate.units, scale: RATE_SCALE } : rate;
}

function merchantOf(text: (column: Column) => string): string {
  const sub = cell.identifier("子商户号", text("subMchid"), 32);
  if (sub !== null && sub !== "0") return sub;
  return cell.required("商户号", cell.identifier("商户号", text("mchid"), 32), text("mchid"));
}

function typeOf(text: string): LineType {
  const known = TYPES.get(cell.cleaned(text).toUpperCase());
  if (known === undefined) throw new cell.CellFault(TITLES.state[0], "UNKNOWN_LINE_TYPE", text);
  return known;
}
