import type { Account, Payment, Refund } from "../book/index.ts";
import { toWireTime } from "../wire/index.ts";

export type NoticeFields = Readonly<Record<string, string | number>>;

/**
 * The fields of a notification, as in the published samples and in their order, all of them texts. A refund's carries
 * the refund's own numbers; whether QFPay's links to the payment is unknown, so this one does not.
 * docs/qfpay.md#notifications
 */
export function notificationFields(account: Account, row: Payment | Refund, payment: Payment): NoticeFields {
  const paid = payment.state.at === "paid" ? payment.state : undefined;
  const paydtm = row.kind === "refund" ? row.paydtm : (paid?.paydtm ?? row.sysdtm);
  return {
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
  };
}

/** What a notice says about a payment that nobody ever made, at `now`. */
export function inventedFields(account: Account, now: Date): NoticeFields {
  const time = toWireTime(now);
  const day = time.slice(0, 10).replaceAll("-", "");
  return {
    status: "1",
    pay_type: "800201",
    sysdtm: time,
    paydtm: time,
    goods_name: "",
    txcurrcd: account.currencies[0] ?? "HKD",
    txdtm: time,
    ...(account.mchid === undefined ? {} : { mchid: account.mchid }),
    txamt: "100",
    out_trade_no: `NEVERSEEN${now.getTime()}`,
    syssn: `${day}0009${String(now.getTime()).padStart(14, "0")}`,
    cancel: "0",
    respcd: "0000",
    notify_type: "payment",
    chnlsn: "",
    cardcd: "",
  };
}

/** The fields with some set, added, or with null removed. */
export function altered(fields: NoticeFields, change: Readonly<Record<string, string | number | null>>): NoticeFields {
  const all = Object.entries<string | number | null>({ ...fields, ...change });
  return Object.fromEntries(all.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])));
}
