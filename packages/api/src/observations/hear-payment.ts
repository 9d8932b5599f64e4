import { isSurelyExpired, type Payment, type PaymentFact } from "@tillbook/domain/payments";
import type { Answer, Sent } from "@tillbook/qfpay/client";
import type { TransactionRow } from "@tillbook/qfpay/enquiries";
import { type HeardOfPayment } from "./heard.ts";
import { heardInAnswer, heardInRow, heardNothingIn } from "./heard-on-the-wire.ts";

type Made = { qrcode?: string; payParams?: Readonly<Record<string, string>> };

/** What QFPay answered to a call that makes a payment. 0000 there means made, never paid. docs/qfpay.md#codes */
export function heardOfCreation(answer: Answer<Made>, outTradeNo: string): HeardOfPayment {
  const respcd = answer.kind === "rejected" ? answer.code : "1143"; // made or being made: nobody has paid yet
  return { ...heardInAnswer("response", answer, outTradeNo, respcd), about: "payment", fact: creationFact(answer) };
}

function creationFact(answer: Answer<Made>): PaymentFact {
  switch (answer.kind) {
    case "accepted": {
      const { qrcode, payParams } = answer.value;
      const handover = qrcode === undefined ? payParams && ({ kind: "jsapi", payParams } as const) : ({ kind: "qr", qrcode } as const);
      return { is: "made", syssn: answer.echo.syssn, sysdtm: answer.echo.sysdtm, handover: handover ?? null };
    }
    case "rejected":
      return { is: "failed", respcd: answer.code };
    case "pending":
    case "unknown":
      return { is: "unclear" };
  }
}

/** What QFPay answered to a call that closes a payment. Only a plain yes closes it. */
export function heardOfClosing(answer: Answer<unknown>, outTradeNo: string): HeardOfPayment {
  const fact: PaymentFact = { is: answer.kind === "accepted" ? "closed" : "unclear" };
  return { ...heardNothingIn("response", answer, outTradeNo), about: "payment", fact };
}

/** An enquiry about a payment that was not answered, or whose answer says that the call failed: nothing is known of the payment. */
export function heardOfSilence(answer: Answer<unknown>, outTradeNo: string): HeardOfPayment {
  return { ...heardNothingIn("enquiry", answer, outTradeNo), about: "payment", fact: { is: "silent" } };
}

/** One row of an enquiry about a payment. A refusal counts only once nobody can scan the code any more. */
export function heardOfPaymentRow(
  row: TransactionRow,
  payment: Pick<Payment, "expiresAt">,
  now: Date,
  request: Sent | null = null,
): HeardOfPayment {
  return { ...heardInRow(row, request), about: "payment", fact: paymentRowFact(row, payment, now) };
}

function paymentRowFact(row: TransactionRow, payment: Pick<Payment, "expiresAt">, now: Date): PaymentFact {
  const isOver = isSurelyExpired(payment, now);
  const open: PaymentFact = { is: "open", syssn: row.syssn, sysdtm: row.sysdtm };
  const unpaid: PaymentFact = isOver ? { is: "expired" } : open;
  if (row.cancel === "cancelled" || row.cancel === "reversed") return { is: "closed" };
  switch (row.state.kind) {
    case "accepted":
      if (row.syssn === null || row.sysdtm === null) return { is: "unclear" };
      return { is: "paid", syssn: row.syssn, sysdtm: row.sysdtm, paydtm: row.paydtm, chnlsn: row.chnlsn };
    case "pending":
      // Only 1143 says that nobody has paid. Any other is QFPay still at work, whose end our clock does not know. docs/qfpay.md#codes
      return row.respcd === "1143" ? unpaid : open;
    case "rejected":
      if (row.respcd === "1142" || row.respcd === "1263" || row.respcd === "1264") return { is: "closed" };
      if (row.respcd === "1181") return { is: "expired" };
      return isOver ? { is: "failed", respcd: row.respcd ?? "" } : open;
    case "unknown":
      return { is: "unclear" };
  }
}
