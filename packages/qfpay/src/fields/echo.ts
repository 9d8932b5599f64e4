import type { Money } from "@tillbook/domain/money";
import type { JsonObject } from "../strict-json/index.ts";
import { moneyField, textField, timeField } from "./answer-fields.ts";

/**
 * What an answer says about the transaction, whatever its outcome: refusals may name a `syssn` too.
 * Null is "not said". Of an answer only `respcd` is certain. docs/qfpay.md#answers
 */
export type Echo = {
  readonly syssn: string | null;
  /** On refunds and reversals: the payment's `syssn`. QFPay spells it `orig_syssn` or `origssn`. */
  readonly origSyssn: string | null;
  readonly outTradeNo: string | null;
  readonly payType: string | null;
  readonly amount: Money | null;
  /** QFPay's time of creation; the settlement day is read from it. */
  readonly sysdtm: Date | null;
  readonly paydtm: Date | null;
  readonly txdtm: Date | null;
  readonly chnlsn: string | null;
  readonly chnlsn2: string | null;
  readonly cardcd: string | null;
  readonly udid: string | null;
};

export function echoOf(fields: JsonObject): Echo {
  return {
    syssn: textField(fields, "syssn"),
    origSyssn: textField(fields, "orig_syssn", "origssn"),
    outTradeNo: textField(fields, "out_trade_no"),
    payType: textField(fields, "pay_type"),
    amount: moneyField(fields),
    sysdtm: timeField(fields, "sysdtm"),
    paydtm: timeField(fields, "paydtm"),
    txdtm: timeField(fields, "txdtm"),
    chnlsn: textField(fields, "chnlsn"),
    chnlsn2: textField(fields, "chnlsn2"),
    cardcd: textField(fields, "cardcd"),
    udid: textField(fields, "udid"),
  };
}

/** What the payer's wallet really paid or got back, as text. "0" and "" mean "not reported", and read as null. docs/qfpay.md#enquiry */
export type CashInfo = {
  readonly cashFee: string | null;
  readonly cashFeeType: string | null;
  readonly cashRefundFee: string | null;
  readonly cashRefundFeeType: string | null;
  readonly exchangeRate: string | null;
};

export function cashInfoOf(fields: JsonObject): CashInfo {
  const reported = (name: string) => {
    const text = textField(fields, name);
    return text === "0" ? null : text;
  };
  return {
    cashFee: reported("cash_fee"),
    cashFeeType: textField(fields, "cash_fee_type"),
    cashRefundFee: reported("cash_refund_fee"),
    cashRefundFeeType: textField(fields, "cash_refund_fee_type"),
    exchangeRate: textField(fields, "exchange_rate"),
  };
}
