import type { RefundFact } from "@tillbook/domain/refunds";
import type { Answer, Sent } from "@tillbook/qfpay/client";
import type { TransactionRow } from "@tillbook/qfpay/enquiries";
import type { HeardOfRefund } from "./heard.ts";
import { type Echo, heardInAnswer, heardInRow } from "./heard-on-the-wire.ts";

/** What QFPay answered to a refund. */
export function heardOfRefundCall(answer: Answer<unknown>, outTradeNo: string): HeardOfRefund {
  return { ...heardInAnswer("response", answer, outTradeNo, codeOf(answer)), about: "refund", fact: refundCallFact(answer) };
}

/** QFPay's word, also where it leaves open whether it happened: it may say why the next one would fail too. */
function codeOf(answer: Answer<unknown>): string | null {
  switch (answer.kind) {
    case "accepted":
      return "0000";
    case "rejected":
      return answer.code;
    case "pending":
      return answer.code ?? null;
    case "unknown":
      return answer.cause.reason === "code" ? answer.cause.code : null;
  }
}

function refundCallFact(answer: Answer<unknown>): RefundFact {
  switch (answer.kind) {
    case "accepted":
      return refundedFact(answer.echo);
    case "rejected":
      return answer.again === "later" ? { is: "refused_for_now", respcd: answer.code } : { is: "failed", respcd: answer.code };
    case "pending":
      return { is: "processing", syssn: answer.echo.syssn };
    case "unknown":
      return { is: "unclear" };
  }
}

/** One row of an enquiry about a refund. A row that says no has used the number up, whatever the reason. */
export function heardOfRefundRow(row: TransactionRow, request: Sent | null = null): HeardOfRefund {
  return { ...heardInRow(row, request), about: "refund", fact: refundRowFact(row) };
}

function refundRowFact(row: TransactionRow): RefundFact {
  switch (row.state.kind) {
    case "accepted":
      return refundedFact(row);
    case "pending":
      return { is: "processing", syssn: row.syssn };
    case "rejected":
      return { is: "failed", respcd: row.respcd ?? "" };
    case "unknown":
      return { is: "unclear" };
  }
}

function refundedFact(echo: Pick<Echo, "syssn" | "sysdtm">): RefundFact {
  if (echo.syssn === null) return { is: "unclear" };
  return echo.sysdtm === null ? { is: "processing", syssn: echo.syssn } : { is: "refunded", syssn: echo.syssn, sysdtm: echo.sysdtm };
}
