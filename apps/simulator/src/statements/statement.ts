import { type Account, accountId, isPaid, type PaidPayment, type Refund } from "../book/index.ts";
import { toWireTime } from "../wire/index.ts";
import type { World } from "../world.ts";
import { csvRow, majorUnits } from "./csv.ts";
import { type FeeRate, feeOfRefund, feeOn, readFeeRate } from "./fee.ts";
import { nextBusinessDay, settlementDay } from "./settlement-day.ts";

const COLUMNS =
  "settle_batch_no,trade_date,settle_date,mchid,line_type,syssn,origssn,out_trade_no,chnlsn,pay_type,sysdtm,paydtm,txcurrcd,gross_amount,fee_rate,fee_amount,net_amount,settle_currcd,exchange_rate,settle_amount,status,remark";

/** One transaction that settles, in signed minor units of its currency: negative for a refund. */
type Line = {
  readonly row: PaidPayment | Refund;
  readonly payment: PaidPayment;
  readonly gross: bigint;
  readonly fee: bigint;
};

/**
 * The statement of one settlement day (`YYYY-MM-DD`) in the canonical CSV: every paid payment and every refund done whose
 * `sysdtm` falls into the day, at what the book says now, with control totals per currency. A refunded payment still
 * settles in full; its refund is a line of its own, under its own day. A day without lines says so with a `#DAY` row.
 */
export function statement(world: World, account: Account, day: string): string {
  const lines = linesOf(world, account, day);
  const rows = lines.map((line) => csvRow(cellsOf(account, day, line)));
  const control = lines.length === 0 ? [csvRow(["#DAY", day])] : totals(lines);
  return `${[COLUMNS, ...rows, ...control].join("\n")}\n`;
}

function linesOf(world: World, account: Account, day: string): readonly Line[] {
  const rate = readFeeRate(account.feeRate);
  const { ledger } = world.book;
  return ledger
    .rowsOf(accountId(account))
    .filter((row) => settlementDay(row.sysdtm, account.cutOff) === day)
    .flatMap((row): Line[] => {
      if (row.kind === "close" || (row.kind === "refund" && row.state.at !== "done")) return [];
      const payment = ledger.payment(row.kind === "payment" ? row.syssn : row.origssn);
      if (payment === undefined || !isPaid(payment)) return [];
      if (row.kind === "refund") return [{ row, payment, gross: -row.amount, fee: refundFee(world, payment, row, rate) }];
      return [{ row: payment, payment, gross: payment.amount, fee: feeOn(payment.amount, rate) }];
    })
    .toSorted((a, b) => a.row.sysdtm.getTime() - b.row.sysdtm.getTime() || (a.row.syssn < b.row.syssn ? -1 : 1));
}

function refundFee(world: World, payment: PaidPayment, refund: Refund, rate: FeeRate): bigint {
  let before = 0n;
  for (const row of world.book.ledger.rowsOf(payment.account)) {
    if (row.syssn === refund.syssn) break;
    if (row.kind === "refund" && row.state.at === "done" && row.origssn === payment.syssn) before += row.amount;
  }
  return feeOfRefund(payment, before, refund.amount, rate);
}

function cellsOf(account: Account, day: string, line: Line): readonly string[] {
  const { row, payment, gross, fee } = line;
  const { currency } = payment;
  const net = majorUnits(gross - fee, currency);
  return [
    `B${day.replaceAll("-", "")}`,
    day,
    nextBusinessDay(day),
    account.mchid ?? account.appCode, // the column must be filled; a merchant without an mchid is known by its app code
    row.kind === "payment" ? "PAYMENT" : "REFUND",
    row.syssn,
    row.kind === "refund" ? row.origssn : "",
    row.outTradeNo,
    row.kind === "refund" ? row.chnlsn : payment.state.chnlsn,
    payment.payType,
    toWireTime(row.sysdtm),
    toWireTime(row.kind === "refund" ? row.paydtm : payment.state.paydtm),
    currency,
    majorUnits(gross, currency),
    account.feeRate,
    majorUnits(fee, currency),
    net,
    currency,
    "",
    net,
    "SETTLED",
    row.kind === "payment" ? row.note : "",
  ];
}

function totals(lines: readonly Line[]): readonly string[] {
  const currencies = [...new Set(lines.map((line) => line.payment.currency))].toSorted();
  return currencies.map((currency) => {
    const own = lines.filter((line) => line.payment.currency === currency);
    const gross = own.reduce((sum, line) => sum + line.gross, 0n);
    const fee = own.reduce((sum, line) => sum + line.fee, 0n);
    return csvRow(["#TOTAL", currency, String(own.length), ...[gross, fee, gross - fee].map((minor) => majorUnits(minor, currency))]);
  });
}
