/** How a line came to be matched, surest first. MANUAL is a person's choice. */
export type Stage = "CANCEL_NET" | "KEY_EXACT" | "CHANNEL_REF" | "ORDER_REF" | "REFUND_BY_ORIGIN" | "REFUND_GROUP" | "SUBLEDGER" | "MANUAL";

/** A difference that somebody must explain. */
export type BreakCode =
  | "MISSING_INTERNAL"
  | "MISSING_EXTERNAL"
  | "AMOUNT_MISMATCH"
  | "CURRENCY_MISMATCH"
  | "STATUS_MISMATCH"
  | "TYPE_MISMATCH"
  | "ACCOUNT_MISMATCH"
  | "DUPLICATE_EXTERNAL"
  | "ALREADY_SETTLED"
  | "AMBIGUOUS"
  | "ORPHAN_REFUND"
  | "OVER_REFUND"
  | "FEE_MISMATCH"
  | "NET_ARITHMETIC"
  | "FX_MISMATCH"
  | "CHARGEBACK_NEW"
  | "UNEXPLAINED_ADJUSTMENT";

/** A difference that a rule fully accounts for: no work, always visible. */
export type ExplainedCode = "FEE_ROUNDING" | "FX_ROUNDING" | "CUTOFF_SHIFT" | "LATE_SETTLEMENT" | "EARLY_SETTLEMENT";

/** Why a line is no part of the proof. */
export type IgnoreReason = "OUT_OF_SCOPE" | "INFORMATIONAL" | "SUPERSEDED";

/** Why a transaction waits: its day has a file that does not name it, or its day has no file yet. */
export type CarryReason = "NOT_IN_DAY_FILE" | "AWAITING_FILE";

/** What a person should know about the day besides its entries. */
export type Alert = "MISSING_FILE";

/** Fields that a line and a transaction are compared by. */
export type ComparedKey = "syssn" | "origssn" | "chnlsn" | "outTradeNo" | "kind" | "currency" | "mchid" | "gross" | "remark";

/** One argument beside an entry: a code to translate and what fills its blanks. Amounts are decimal text. */
export type Argument = { readonly code: ArgumentCode; readonly params: Readonly<Record<string, string>> };

/** What speaks for another outcome, or would bring it about. */
export type ArgumentCode =
  | "ENQUIRE" // {syssn}: ask QFPay, then run again
  | "STANDS_AT" // {respcd, cancel}: our last news of the transaction
  | "SAME_ORDER_AS" // {outTradeNo, syssn}: paid twice?
  | "SCALE_100" // {line, ours}: one side is a hundred times the other
  | "EQUALS_NET_OF_REFUNDS" // {refunds}: the line is our payment less its refunds
  | "MATCHES_IF_GROSS" // {amount, currency}
  | "MATCHES_RATE" // {rate}: the fee is right at the rate the line prints
  | "MATCHES_ROUNDING" // {rounding}: the fee is right under another rounding
  | "EXPECTED_FEE" // {expected, charged, currency, rate}
  | "FEE_TOLERANCE" // {minor}: within it the fee counts as rounding
  | "EXPECTED_NET" // {expected, printed, currency}
  | "EXPECTED_SETTLE_AMOUNT" // {expected, printed, currency, rate}
  | "FIRST_LISTED_ON" // {day}: the file of that day settled it
  | "KEPT_TWIN" // {line}: the row that stays
  | "BREAKS_AFTER" // {date}: carried until then, MISSING_EXTERNAL afterwards
  | "FILE_MISSING" // {day}: no active file names the day
  | "OWN_DAY" // {day}: the settlement day of our transaction
  | "CANDIDATES" // {syssns}: several fit
  | "REFUNDED_OF" // {refunded, paid}: refunds against their payment
  | "ORIGINAL_UNKNOWN" // {origssn}
  | "NOT_REGISTERED" // {remark}: no registered fee or reserve explains it
  | "OTHER_MERCHANT"; // {line, ours}
