/** How a line came to be matched, surest first. MANUAL is a person's choice. */
export const STAGES = [
  "CANCEL_NET",
  "KEY_EXACT",
  "CHANNEL_REF",
  "ORDER_REF",
  "REFUND_BY_ORIGIN",
  "REFUND_GROUP",
  "SUBLEDGER",
  "MANUAL",
] as const;
export type Stage = (typeof STAGES)[number];

/** Differences that somebody must explain. */
export const BREAK_CODES = [
  "MISSING_INTERNAL",
  "MISSING_EXTERNAL",
  "AMOUNT_MISMATCH",
  "CURRENCY_MISMATCH",
  "STATUS_MISMATCH",
  "TYPE_MISMATCH",
  "ACCOUNT_MISMATCH",
  "DUPLICATE_EXTERNAL",
  "ALREADY_SETTLED",
  "AMBIGUOUS",
  "ORPHAN_REFUND",
  "OVER_REFUND",
  "FEE_MISMATCH",
  "NET_ARITHMETIC",
  "FX_MISMATCH",
  "CHARGEBACK_NEW",
  "UNEXPLAINED_ADJUSTMENT",
] as const;
export type BreakCode = (typeof BREAK_CODES)[number];

/** Differences that a rule fully accounts for: no work, always visible. */
export const EXPLAINED_CODES = [
  "FEE_ROUNDING",
  "FX_ROUNDING",
  "CUTOFF_SHIFT",
  "LATE_SETTLEMENT",
  "EARLY_SETTLEMENT",
  "ACCEPTED_DIFFERENCE", // of a match by hand: two people agreed to it
] as const;
export type ExplainedCode = (typeof EXPLAINED_CODES)[number];

/** Why a line is no part of the proof. NOT_OURS: two people said so. */
export const IGNORE_REASONS = ["OUT_OF_SCOPE", "INFORMATIONAL", "SUPERSEDED", "NOT_OURS"] as const;
export type IgnoreReason = (typeof IGNORE_REASONS)[number];

/** Why a transaction waits: its day has a file that does not name it, or its day has no file yet. */
export const CARRY_REASONS = ["NOT_IN_DAY_FILE", "AWAITING_FILE"] as const;
export type CarryReason = (typeof CARRY_REASONS)[number];

/** What a person should know about the day besides its entries. */
export const ALERTS = ["MISSING_FILE"] as const;
export type Alert = (typeof ALERTS)[number];

/** Fields that a line and a transaction are compared by. */
export const COMPARED_KEYS = ["syssn", "origssn", "chnlsn", "outTradeNo", "kind", "currency", "mchid", "gross", "remark"] as const;
export type ComparedKey = (typeof COMPARED_KEYS)[number];

/** What speaks for another outcome, or would bring it about. Behind each code: what fills its blanks. */
export const ARGUMENT_CODES = [
  "ENQUIRE", // {syssn}: ask QFPay, then run again
  "STANDS_AT", // {respcd, cancel}: our last news of the transaction
  "SAME_ORDER_AS", // {outTradeNo, syssn}: paid twice?
  "SCALE_100", // {line, ours}: one side is a hundred times the other
  "EQUALS_NET_OF_REFUNDS", // {refunds, currency}: the line is our payment less its refunds
  "MATCHES_IF_GROSS", // {amount, currency}
  "MATCHES_RATE", // {rate}: the fee is right at the rate the line prints, a share of one
  "MATCHES_ROUNDING", // {rounding}: the fee is right under another rounding
  "EXPECTED_FEE", // {expected, charged, currency, rate or batch}
  "FEE_TOLERANCE", // {amount, currency}: roundings of a whole file count as such up to here
  "EXPECTED_NET", // {expected, printed, currency}
  "EXPECTED_SETTLE_AMOUNT", // {expected, printed, currency, rate}
  "FIRST_LISTED_ON", // {day, line}: that row settled it
  "KEPT_TWIN", // {line}: the row that stays
  "BREAKS_AFTER", // {date}: carried until then, MISSING_EXTERNAL afterwards
  "FILE_MISSING", // {day}: no active file names the day
  "CANDIDATES", // {syssns}: several fit
  "REFUNDED_OF", // {refunded, paid, currency}: refunds against their payment
  "ORIGINAL_UNKNOWN", // {origssn}
  "NOT_REGISTERED", // {remark}: no registered fee or reserve explains it
  "OTHER_MERCHANT", // {line, ours}
] as const;
export type ArgumentCode = (typeof ARGUMENT_CODES)[number];

/** One argument beside an entry: a code to translate and what fills its blanks. Amounts are decimal text. */
export type Argument = { readonly code: ArgumentCode; readonly params: Readonly<Record<string, string>> };
