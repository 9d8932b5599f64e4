import { formatMajor, money } from "../money/index.ts";
import type { BookedLine, BookedTransaction } from "./books.ts";
import type { Argument, BreakCode } from "./codes.ts";
import type { Desk } from "./desk.ts";
import { isExpected } from "./eligibility.ts";
import { argument, grossOf } from "./entries.ts";

/** Hints beside a pair that differs: what to ask, and which well-known cause would fit the figures. */
export function* whyAmountDiffers(desk: Desk, line: BookedLine, ours: BookedTransaction, code: BreakCode): Generator<Argument> {
  if (code === "STATUS_MISMATCH") {
    yield argument("ENQUIRE", { syssn: ours.syssn });
    yield argument("STANDS_AT", { respcd: ours.respcd, cancel: ours.cancel });
  }
  if (code === "ACCOUNT_MISMATCH") yield argument("OTHER_MERCHANT", { line: line.mchid, ours: ours.mchid ?? "" });
  if (code === "AMOUNT_MISMATCH" || code === "TYPE_MISMATCH") {
    yield argument("MATCHES_IF_GROSS", { amount: formatMajor(ours.amount), currency: ours.amount.currency });
  }
  if (code !== "AMOUNT_MISMATCH") return;
  const own = ours.amount.minor;
  if (line.grossMinor === own * 100n || line.grossMinor * 100n === own) {
    yield argument("SCALE_100", { line: formatMajor(grossOf(line)), ours: formatMajor(ours.amount) });
  }
  const refunds = (desk.refundsOf.get(ours.syssn) ?? []).filter(isExpected).reduce((sum, refund) => sum + refund.amount.minor, 0n);
  if (refunds !== 0n && own + refunds === line.grossMinor) {
    yield argument("EQUALS_NET_OF_REFUNDS", { refunds: formatMajor(money(-refunds, line.currency)), currency: line.currency });
  }
}
