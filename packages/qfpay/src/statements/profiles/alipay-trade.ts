import type { Figures, NamedTotal, StatementLine } from "@tillbook/domain/settlement";
import type { SettlementDay } from "@tillbook/domain/time";
import * as cell from "../cells.ts";
import { dayAt, dayOf } from "../days.ts";
import { type ControlRow, type FileContext, type OpenedProfile, placesOf, readerOf, type StatementProfile, unfitness } from "../profile.ts";
import { headerNames, missingEnd } from "./provider-columns.ts";

const NEEDED = ["支付宝交易号", "商户订单号", "业务类型", "完成时间", "订单金额(元)", "商家实收(元)", "服务费(元)"] as const;
const OTHERS = ["商品名称", "创建时间", "退款批次号/请求号", "分润(元)", "备注"] as const;
type Column = (typeof NEEDED)[number] | (typeof OTHERS)[number];

/** Alipay's daily bill for merchants, `…业务明细.csv` in a ZIP. Lines that begin with # speak about the file. */
export const alipayTrade: StatementProfile = { name: "ALIPAY_TRADE", version: 1, content: "LINES", open };

function open(header: readonly string[], above: readonly string[], { mchid }: FileContext): OpenedProfile | null {
  const names = headerNames(header).map((name) => (name === "交易号" ? "支付宝交易号" : name));
  if (!names.includes("支付宝交易号") || !names.includes("业务类型") || !names.some((name) => name.startsWith("商家实收"))) return null;
  return unfitness(names, NEEDED, NEEDED) ?? billReader(names, above, mchid);
}

type Footer = { readonly lines: number; readonly amountMinor: bigint };

function billReader(names: readonly string[], above: readonly string[], mchid: string): OpenedProfile {
  const { at, of } = placesOf<Column>(names);
  const account = accountOf(above) ?? mchid;
  const footers: { 交易合计: Footer | null; 退款合计: Footer | null } = { 交易合计: null, 退款合计: null };
  let isBeyond = false;
  return readerOf({
    identifiers: new Map((["支付宝交易号", "商户订单号", "退款批次号/请求号"] as const).map((name) => [at(name), name])),
    read(cells, { lineNo, text }) {
      if (text.trimStart().startsWith("#")) {
        const footer = footerOf(text);
        if (footer) footers[footer.name] = footer.total;
        isBeyond ||= text.includes("业务明细列表结束");
        return { kind: "nothing" };
      }
      if (isBeyond) throw new cell.CellFault("", "UNKNOWN_CONTROL_ROW", text);
      if (cells.length !== names.length) throw new cell.CellFault("", "CELL_COUNT", `${cells.length} / ${names.length}`);
      return { kind: "line", line: { lineNo, ...lineOf((column) => of(cells, column), account) } };
    },
    end: () => [...periodOf(above), ...totalsOf(footers)],
  });
}

function lineOf(text: (column: Column) => string, account: string): Omit<StatementLine, "lineNo"> {
  const needed = <T>(column: Column, value: T | null): T => cell.required(column, value, text(column));
  const amount = (column: Column): bigint => cell.amount(column, text(column), "CNY") ?? 0n;
  const isRefund = kindOf(text("业务类型")) === "REFUND";
  const received = amount("商家实收(元)");
  if (!isRefund && received < 0n) throw new cell.CellFault("商家实收(元)", "SIGN_CONFLICT", text("商家实收(元)"));
  const grossMinor = isRefund && received > 0n ? -received : received; // older files print refunds without a sign
  const feeMinor = feeOf(amount("服务费(元)"), isRefund);
  const paydtm = needed("完成时间", cell.moment("完成时间", text("完成时间")));
  const tradeDate = dayAt(paydtm);
  const refundNo = cell.identifier("退款批次号/请求号", text("退款批次号/请求号"), 128);
  return {
    batchNo: `ALIPAY-${account}-${tradeDate}`,
    tradeDate,
    settleDate: tradeDate, // the bill does not say when it is paid out
    mchid: account,
    lineType: isRefund ? "REFUND" : "PAYMENT",
    syssn: null,
    origssn: null,
    outTradeNo: isRefund ? refundNo : cell.identifier("商户订单号", text("商户订单号"), 128),
    chnlsn: needed("支付宝交易号", cell.identifier("支付宝交易号", text("支付宝交易号"), 128)),
    payType: null,
    sysdtm: null,
    paydtm,
    currency: "CNY",
    grossMinor,
    feeRate: null,
    feeMinor,
    netMinor: grossMinor - feeMinor,
    settleCurrency: "CNY",
    exchangeRate: null,
    settleMinor: grossMinor - feeMinor,
    status: cell.cleaned(text("业务类型")),
    remark: cell.freeText(text("备注")) || cell.freeText(text("商品名称")),
  };
}

/** Printed with and without a sign over the years: a payment costs it, a refund gives it back. */
function feeOf(printed: bigint, isRefund: boolean): bigint {
  const size = printed < 0n ? -printed : printed;
  return isRefund ? -size : size;
}

function kindOf(text: string): "PAYMENT" | "REFUND" {
  const kind = cell.cleaned(text);
  if (kind === "交易") return "PAYMENT";
  if (kind === "退款" || kind === "交易退款") return "REFUND";
  throw new cell.CellFault("业务类型", "UNKNOWN_LINE_TYPE", text);
}

/** `#账号：[20880000000000000156]`: Alipay's number of the merchant, with four figures of its own behind it. */
function accountOf(above: readonly string[]): string | undefined {
  return above.map((text) => /#\s*账号[：:]\s*\[?([\w@.-]{1,32})\]?/.exec(text)?.[1]).find((account) => account !== undefined);
}

/** `#起始日期：[2026年03月10日 00:00:00]   终止日期：[2026年03月11日 00:00:00]`: the days of a file, even of an empty one. */
function periodOf(above: readonly string[]): readonly ControlRow[] {
  const period = above.map((text) => /起始日期[：:]\s*\[(\d{4})年(\d{2})月(\d{2})日/.exec(text)).find((shape) => shape !== null);
  const day = period ? dayOf(`${period[1]}-${period[2]}-${period[3]}`)?.day : undefined;
  return day === undefined ? [] : [dayRow(day)];
}

function dayRow(day: SettlementDay): ControlRow {
  return { kind: "day", day };
}

const FOOTER = /#\s*(交易合计|退款合计)[：:]\s*([\d,]+)\s*笔[，,]\s*商家实收(?:退款)?共\s*(-?[\d,.]+)\s*元/;

/** `#交易合计：2笔，商家实收共100.00元，商家优惠共0.00元`. Refunds count as going out, with or without their sign. */
function footerOf(text: string): { name: "交易合计" | "退款合计"; total: Footer } | null {
  const shape = FOOTER.exec(text);
  if (!shape) return null;
  const name = shape[1] === "退款合计" ? "退款合计" : "交易合计";
  const printed = cell.amount(name, (shape[3] ?? "").replaceAll(",", ""), "CNY") ?? 0n;
  const amountMinor = name === "退款合计" && printed > 0n ? -printed : printed;
  return { name, total: { lines: cell.count(name, (shape[2] ?? "").replaceAll(",", "")), amountMinor } };
}

/** Both sentences together say how many rows there are and what was received; without them the file was cut off. */
function totalsOf({ 交易合计: paid, 退款合计: refunded }: { 交易合计: Footer | null; 退款合计: Footer | null }): readonly ControlRow[] {
  const missing = [...(paid ? [] : ["交易合计"]), ...(refunded ? [] : ["退款合计"])].map(missingEnd);
  if (paid === null || refunded === null) return missing.map((total: NamedTotal): ControlRow => ({ kind: "named", total }));
  const figures: Partial<Figures> = { lines: paid.lines + refunded.lines, grossMinor: paid.amountMinor + refunded.amountMinor };
  return [{ kind: "total", currency: "CNY", figures }];
}
