import { formatMajor, isSame, type Money } from "../money/index.ts";

/** What QFPay says identifies a payment or refund. Null where it said nothing. */
export type Claimed = { outTradeNo: string | null; amount: Money | null; payType: string | null; mchid: string | null };

/** What our own row says. */
export type Expected = { outTradeNo: string; amount: Money; payType: string; mchid: string | null };

/**
 * What differs between QFPay's words and our own row, one sentence each; nothing may be called paid while this is not empty.
 * Money that claims to have moved must name its amount.
 */
export function differences(claimed: Claimed, expected: Expected, options: { mustNameAmount: boolean }): string[] {
  const found: string[] = [];
  if (claimed.outTradeNo !== null && claimed.outTradeNo !== expected.outTradeNo) found.push(`out_trade_no ${claimed.outTradeNo}`);
  if (claimed.amount === null) {
    if (options.mustNameAmount) found.push("amount missing");
  } else if (!isSame(claimed.amount, expected.amount)) {
    found.push(`amount ${claimed.amount.currency} ${formatMajor(claimed.amount)}`);
  }
  if (claimed.payType !== null && claimed.payType !== expected.payType) found.push(`pay_type ${claimed.payType}`);
  if (claimed.mchid !== null && expected.mchid !== null && claimed.mchid !== expected.mchid) found.push(`mchid ${claimed.mchid}`);
  return found;
}
