import { type Close, type Payment, type Refund, type Row, stateAt } from "../book/index.ts";
import { toWireTime } from "../wire/index.ts";
import type { World } from "../world.ts";
import type { WireObject } from "./answer.ts";
import { resperrOf } from "./names.ts";

/**
 * The code of a row: 0000 paid or refunded, 1143 unpaid, 1142 closed. An unpaid one past its time is 1181; QFPay does
 * not say what such a row shows, this is our choice. docs/qfpay.md#query
 */
export function respcdOf(world: World, row: Row): string {
  return world.faults.pretences.codeOf(row.syssn) ?? trueRespcd(row, world.clock.now());
}

/** The code without any pretence. */
export function trueRespcd(row: Row, now: Date): string {
  if (row.kind === "refund") return row.state.at === "done" ? "0000" : row.state.respcd;
  if (row.kind === "close") return "0000";
  switch (stateAt(row, now)) {
    case "open":
      return "1143";
    case "expired":
      return "1181";
    case "closed":
      return "1142";
    case "paid":
      return "0000";
    case "failed":
      return row.state.at === "failed" ? row.state.respcd : "1205";
  }
}

/** The `cancel` flag of an original row: 0 none, 2 cancelled, 3 refunded, 5 partly refunded. */
export function cancelFlag(payment: Payment): string {
  if (payment.state.at === "closed") return "2";
  if (payment.refunded === 0n) return "0";
  return payment.refunded >= payment.amount ? "3" : "5";
}

/** One row as `/query` prints it, in the order of the documented table. All values are texts. */
export function rowText(world: World, row: Row): WireObject {
  const respcd = respcdOf(world, row);
  const payment = row.kind === "payment" ? row : row.payment;
  return {
    syssn: row.syssn,
    out_trade_no: row.kind === "close" ? payment.outTradeNo : row.outTradeNo,
    txamt: amountOf(row).toString(),
    txcurrcd: payment.currency,
    pay_type: payment.payType,
    respcd,
    errmsg: resperrOf(respcd),
    order_type: row.kind,
    cancel: row.kind === "payment" ? cancelFlag(row) : "0",
    ...(row.kind === "payment" ? {} : { origssn: row.origssn }),
    txdtm: row.txdtm,
    sysdtm: toWireTime(row.sysdtm),
    paydtm: toWireTime(paydtmOf(row)),
    chnlsn: respcd === "0000" ? chnlsnOf(row) : "",
    chnlsn2: "",
    goods_name: payment.goodsName,
    goods_info: "",
    goods_detail: "",
    udid: row.udid,
    cardcd: respcd === "0000" && payment.state.at === "paid" ? payment.state.cardcd : "",
    cardtp: "5",
    exchange_rate: "",
    cash_fee: "0",
    cash_fee_type: "",
    cash_refund_fee: row.kind === "refund" ? row.amount.toString() : "0",
    cash_refund_fee_type: row.kind === "refund" ? payment.currency : "",
  };
}

/** Minor units that a row is about. */
export function amountOf(row: Row): bigint {
  return row.kind === "close" ? row.payment.amount : row.amount;
}

/** When the money moved; on a row where none did, its `sysdtm`, as the published sample has it. */
export function paydtmOf(row: Row): Date {
  if (row.kind === "refund") return row.paydtm;
  return row.kind === "payment" && row.state.at === "paid" ? row.state.paydtm : row.sysdtm;
}

function chnlsnOf(row: Payment | Refund | Close): string {
  if (row.kind === "refund") return row.chnlsn;
  return row.kind === "payment" && row.state.at === "paid" ? row.state.chnlsn : "";
}
