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

/** What the rows of a file are: a provider's settlement, our own transactions as QFPay lists them, a bank account, a wallet's account. */
export const STATEMENT_CONTENTS = ["LINES", "TRANSACTIONS", "BANK", "FUND_FLOW"] as const;
export type StatementContent = (typeof STATEMENT_CONTENTS)[number];

/**
 * One transaction as QFPay's transaction file lists it. It completes our own side: it has neither fee nor settlement,
 * so it is never held against our transactions as a line is.
 */
export type TransactionLine = {
  readonly lineNo: number;
  readonly mchid: string;
  readonly syssn: string;
  readonly origssn: string | null;
  readonly kind: "PAYMENT" | "REFUND" | "CANCEL";
  /** What became of it, as far as its status says so; UNKNOWN is for an enquiry to settle. */
  readonly outcome: "SUCCESS" | "FAILED" | "OPEN" | "UNKNOWN";
  /** As printed. */
  readonly status: string;
  readonly sysdtm: Date;
  readonly currency: Currency;
  /** Minor units from the merchant's side: a refund is negative. */
  readonly amountMinor: bigint;
  readonly outTradeNo: string | null;
  readonly externalOrderNo: string | null;
  readonly udid: string | null;
  readonly storeId: string | null;
  readonly storeName: string;
  readonly cashier: string;
  readonly consumerSource: string;
  readonly remark: string;
};

/** One movement of a wallet account, with the balance after it. */
export type FundFlowLine = {
  readonly lineNo: number;
  readonly bookedAt: Date;
  /** The wallet's number of the business behind the movement. */
  readonly walletNo: string | null;
  readonly flowNo: string;
  readonly businessName: string;
  readonly businessType: string;
  readonly currency: Currency;
  /** Minor units; what goes out is negative. */
  readonly amountMinor: bigint;
  readonly balanceMinor: bigint;
  readonly applicant: string;
  readonly voucherNo: string | null;
  readonly remark: string;
};
