import type { FundFlowLine, NamedTotal } from "@tillbook/domain/settlement";
import * as cell from "../cells.ts";
import { type ControlRow, type OpenedProfile, placesOf, readerOf, type StatementProfile, unfitness } from "../profile.ts";
import { headerNames, missingEnd, namedTotal, printedTotal } from "./provider-columns.ts";

const NEEDED = [
  "记账时间",
  "微信支付业务单号",
  "资金流水单号",
  "业务名称",
  "业务类型",
  "收支类型",
  "收支金额(元)",
  "账户结余(元)",
] as const;
const OTHERS = ["资金变更提交申请人", "备注", "业务凭证号"] as const;
type Column = (typeof NEEDED)[number] | (typeof OTHERS)[number];

const CENTS = 2;
const TOTALS = "资金流水总笔数";

/** Movements of a merchant's WeChat account with the running balance. It explains payouts and fees; it settles nothing. */
export const wechatFundFlow: StatementProfile = { name: "WECHAT_FUND_FLOW", version: 1, content: "FUND_FLOW", open };

function open(header: readonly string[]): OpenedProfile | null {
  const names = headerNames(header);
  if (names[0] !== "记账时间" || names[1] !== "微信支付业务单号") return null;
  return unfitness(names, NEEDED, NEEDED) ?? flowReader(names);
}

type Counted = { in: number; out: number; inMinor: bigint; outMinor: bigint };

function flowReader(names: readonly string[]): OpenedProfile {
  const { at, of } = placesOf<Column>(names);
  const balance = balanceWatch();
  const counted: Counted = { in: 0, out: 0, inMinor: 0n, outMinor: 0n };
  let titles: readonly string[] | null = null;
  let printed: readonly NamedTotal[] | null = null;
  return readerOf({
    identifiers: new Map((["微信支付业务单号", "资金流水单号", "业务凭证号"] as const).map((name) => [at(name), name])),
    read(cells, { lineNo }) {
      if (cell.cleaned(cells[0] ?? "") === TOTALS) {
        titles = headerNames(cells);
        return { kind: "nothing" };
      }
      if (titles !== null) {
        printed = printedTotals(titles, cells, lineNo, counted);
        return { kind: "control", row: totalOf(titles, cells) };
      }
      if (cells.length !== names.length) throw new cell.CellFault("", "CELL_COUNT", `${cells.length} / ${names.length}`);
      const line = lineOf((column) => of(cells, column));
      balance.see(line, lineNo);
      count(counted, line.amountMinor);
      return { kind: "flow", line: { lineNo, ...line } };
    },
    end: () => [...(printed ?? [missingEnd(TOTALS)]), ...balance.broken()].map((total): ControlRow => ({ kind: "named", total })),
  });
}

function lineOf(text: (column: Column) => string): Omit<FundFlowLine, "lineNo"> {
  const needed = <T>(column: Column, value: T | null): T => cell.required(column, value, text(column));
  const amount = (column: Column): bigint => needed(column, cell.amount(column, text(column), "CNY"));
  const way = cell.cleaned(text("收支类型"));
  const amountMinor = amount("收支金额(元)");
  if (way !== "收入" && way !== "支出") throw new cell.CellFault("收支类型", "UNKNOWN_LINE_TYPE", way);
  if (amountMinor < 0n) throw new cell.CellFault("收支金额(元)", "SIGN_CONFLICT", text("收支金额(元)"));
  return {
    bookedAt: needed("记账时间", cell.moment("记账时间", text("记账时间"))),
    walletNo: cell.identifier("微信支付业务单号", text("微信支付业务单号"), 128),
    flowNo: needed("资金流水单号", cell.identifier("资金流水单号", text("资金流水单号"), 128)),
    businessName: cell.freeText(text("业务名称")),
    businessType: cell.freeText(text("业务类型")),
    currency: "CNY",
    amountMinor: way === "支出" ? -amountMinor : amountMinor,
    balanceMinor: amount("账户结余(元)"),
    applicant: cell.freeText(text("资金变更提交申请人")),
    voucherNo: cell.identifier("业务凭证号", text("业务凭证号"), 128),
    remark: cell.freeText(text("备注")),
  };
}

/** Follows the balance from row to row: `balance(n) = balance(n−1) ± amount`, from the oldest down or from the newest. */
function balanceWatch() {
  let before: Omit<FundFlowLine, "lineNo"> | null = null;
  const breaks: Record<"oldestFirst" | "newestFirst", NamedTotal[]> = { oldestFirst: [], newestFirst: [] };
  const note = (list: NamedTotal[], declared: bigint, counted: bigint, lineNo: number): void => {
    if (declared !== counted && list.length < 10) list.push(namedTotal("账户结余(元)", cents(declared), cents(counted), lineNo));
  };
  return {
    see(line: Omit<FundFlowLine, "lineNo">, lineNo: number): void {
      if (before !== null) {
        note(breaks.oldestFirst, line.balanceMinor, before.balanceMinor + line.amountMinor, lineNo);
        note(breaks.newestFirst, line.balanceMinor, before.balanceMinor - before.amountMinor, lineNo);
      }
      before = line;
    },
    broken: (): readonly NamedTotal[] => (breaks.newestFirst.length === 0 ? [] : breaks.oldestFirst),
  };
}

function count(counted: Counted, amountMinor: bigint): void {
  if (amountMinor < 0n) {
    counted.out += 1;
    counted.outMinor -= amountMinor;
  } else {
    counted.in += 1;
    counted.inMinor += amountMinor;
  }
}

function cents(units: bigint): { units: bigint; scale: number } {
  return { units, scale: CENTS };
}

function printedTotals(titles: readonly string[], cells: readonly string[], lineNo: number, counted: Counted): readonly NamedTotal[] {
  if (titles.length !== cells.length) throw new cell.CellFault(TOTALS, "CELL_COUNT", `${cells.length} / ${titles.length}`);
  const whole = (value: number): { units: bigint; scale: number } => ({ units: BigInt(value), scale: 0 });
  const known = new Map([
    [TOTALS, whole(counted.in + counted.out)],
    ["收入笔数", whole(counted.in)],
    ["收入金额", cents(counted.inMinor)],
    ["支出笔数", whole(counted.out)],
    ["支出金额", cents(counted.outMinor)],
  ]);
  return titles.flatMap((title, at) => {
    const own = known.get(title);
    return own === undefined ? [] : [namedTotal(title, printedTotal(title, cells[at] ?? ""), own, lineNo)];
  });
}

/** The same totals as figures: how many movements, and what they come to. */
function totalOf(titles: readonly string[], cells: readonly string[]): ControlRow {
  const text = (title: string): string => cells[titles.indexOf(title)] ?? "";
  const sum = (title: string): bigint => cell.amount(title, text(title), "CNY") ?? 0n;
  const grossMinor = sum("收入金额") - sum("支出金额");
  return { kind: "total", currency: "CNY", figures: { lines: cell.count(TOTALS, text(TOTALS)), grossMinor, netMinor: grossMinor } };
}
