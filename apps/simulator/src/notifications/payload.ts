import type { Account, Payment, Refund } from "../book/index.ts";
import { pythonJson, toWireTime } from "../wire/index.ts";

/**
 * The body of a notification, byte for byte as it is signed and sent: the fields of the published samples in their
 * order, all of them texts. A refund's carries the refund's own numbers; whether QFPay's links to the payment is
 * unknown, so this one does not. docs/qfpay.md#notifications
 */
export function notificationBody(account: Account, row: Payment | Refund, payment: Payment): string {
  const paid = payment.state.at === "paid" ? payment.state : undefined;
  const paydtm = row.kind === "refund" ? row.paydtm : (paid?.paydtm ?? row.sysdtm);
  return pythonJson({
    status: "1",
    pay_type: payment.payType,
    sysdtm: toWireTime(row.sysdtm),
    paydtm: toWireTime(paydtm),
    goods_name: payment.goodsName,
    txcurrcd: payment.currency,
    txdtm: row.txdtm,
    ...(account.mchid === undefined ? {} : { mchid: account.mchid }),
    txamt: row.amount.toString(),
    exchange_rate: "",
    chnlsn2: "",
    out_trade_no: row.outTradeNo,
    syssn: row.syssn,
    cash_fee_type: "",
    cancel: "0",
    respcd: "0000",
    goods_info: "",
    cash_fee: "0", // 0 says "not reported", even on a paid order
    notify_type: row.kind,
    chnlsn: row.kind === "refund" ? row.chnlsn : (paid?.chnlsn ?? ""),
    cardcd: paid?.cardcd ?? "",
    ...(row.kind === "refund" ? { cash_refund_fee: row.amount.toString(), cash_refund_fee_type: payment.currency } : {}),
  });
}
