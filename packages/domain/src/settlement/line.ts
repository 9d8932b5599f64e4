import type { Currency } from "../money/index.ts";
import type { SettlementDay } from "../time/index.ts";

export const LINE_TYPES = [
  "PAYMENT",
  "REFUND",
  "CANCEL",
  "CHARGEBACK",
  "CHARGEBACK_REVERSAL",
  "FEE",
  "ADJUSTMENT",
  "RESERVE_HOLD",
  "RESERVE_RELEASE",
  "PAYOUT",
] as const;

/** What a row of a statement is about. */
export type LineType = (typeof LINE_TYPES)[number];

/**
 * The normalised reading of one row. Amounts are minor units from the merchant's side: what comes in is positive.
 * `net` is as printed and may disagree with gross less fee; that is for the run to say.
 */
export type StatementLine = {
  /** Physical line in the decoded file; the header is usually 1. */
  readonly lineNo: number;
  readonly batchNo: string;
  readonly tradeDate: SettlementDay;
  readonly settleDate: SettlementDay;
  readonly mchid: string;
  readonly lineType: LineType;
  readonly syssn: string | null;
  readonly origssn: string | null;
  readonly outTradeNo: string | null;
  readonly chnlsn: string | null;
  readonly payType: string | null;
  readonly sysdtm: Date | null;
  readonly paydtm: Date | null;
  readonly currency: Currency;
  readonly grossMinor: bigint;
  /** As printed, for example `0.80%`. */
  readonly feeRate: string | null;
  /** A cost is positive, a fee given back negative. */
  readonly feeMinor: bigint;
  readonly netMinor: bigint;
  readonly settleCurrency: Currency;
  /** Settlement units per transaction unit, decimal text as printed. */
  readonly exchangeRate: string | null;
  /** In minor units of `settleCurrency`. */
  readonly settleMinor: bigint;
  readonly status: string;
  readonly remark: string;
};
