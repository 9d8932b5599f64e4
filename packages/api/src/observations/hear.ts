import type { Claimed, PaymentFact } from "@tillbook/domain/payments";
import { isSurelyExpired, type Payment } from "@tillbook/domain/payments";
import type { RefundFact } from "@tillbook/domain/refunds";
import type { Answer } from "@tillbook/qfpay/client";
import type { TransactionRow } from "@tillbook/qfpay/enquiries";
import { CANCEL_FLAGS } from "@tillbook/qfpay/names";
import { type Heard, type HeardOfPayment, type HeardOfRefund, type Source, silence } from "./heard.ts";

type Echo = Answer<unknown>["echo"];

/** What QFPay answered to a call that makes a payment. 0000 there means made, never paid. docs/qfpay.md#codes */
export function heardOfCreation(
  answer: Answer<{ qrcode?: string; payParams?: Readonly<Record<string, string>> }>,
  outTradeNo: string,
): HeardOfPayment {
  const respcd = answer.kind === "rejected" ? answer.code : "1143"; // made or being made: nobody has paid yet
  return { ...fromEcho("response", answer, outTradeNo, respcd), about: "payment", fact: creationFact(answer) };
}

function creationFact(answer: Answer<{ qrcode?: string; payParams?: Readonly<Record<string, string>> }>): PaymentFact {
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
  return {
    ...silence("response", outTradeNo, answer.raw ?? causeOf(answer)),
    about: "payment",
    fact: { is: answer.kind === "accepted" ? "closed" : "unclear" },
  };
}

/** What QFPay answered to a refund. */
export function heardOfRefundCall(answer: Answer<unknown>, outTradeNo: string): HeardOfRefund {
  const respcd = answer.kind === "accepted" ? "0000" : answer.kind === "unknown" ? null : (answer.code ?? null);
  return { ...fromEcho("response", answer, outTradeNo, respcd), about: "refund", fact: refundCallFact(answer) };
}

function refundCallFact(answer: Answer<unknown>): RefundFact {
  switch (answer.kind) {
    case "accepted":
      return refundedFact(answer.echo);
    case "rejected":
      return { is: "failed", respcd: answer.code };
    case "pending":
      return { is: "processing", syssn: answer.echo.syssn };
    case "unknown":
      return { is: "unclear" };
  }
}

/** One row of an enquiry about a payment. A refusal counts only once nobody can scan the code any more. */
export function heardOfPaymentRow(row: TransactionRow, payment: Pick<Payment, "expiresAt">, now: Date): HeardOfPayment {
  return { ...fromRow(row), about: "payment", fact: paymentRowFact(row, payment, now) };
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

/** One row of an enquiry about a refund. */
export function heardOfRefundRow(row: TransactionRow): HeardOfRefund {
  return { ...fromRow(row), about: "refund", fact: refundRowFact(row) };
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

const FLAGS: ReadonlyMap<string, string> = new Map(Object.entries(CANCEL_FLAGS));

function fromRow(row: TransactionRow): Heard {
  return {
    source: "enquiry",
    claimed: { outTradeNo: row.outTradeNo, amount: row.amount, payType: row.payType, mchid: null },
    syssn: row.syssn,
    origssn: row.origSyssn,
    sysdtm: row.sysdtm,
    paydtm: row.state.kind === "accepted" ? row.paydtm : null, // on unpaid rows it repeats sysdtm
    txdtm: row.txdtm,
    chnlsn: row.chnlsn,
    respcd: row.respcd,
    cancel: FLAGS.get(row.cancel) ?? "0",
    notifyType: null,
    raw: JSON.stringify(row.fields),
  };
}

function fromEcho(source: Source, answer: Answer<unknown>, outTradeNo: string, respcd: string | null): Heard {
  const { echo } = answer;
  const claimed: Claimed = { outTradeNo, amount: echo.amount, payType: echo.payType, mchid: null };
  return {
    ...silence(source, outTradeNo, answer.raw ?? causeOf(answer)),
    claimed,
    syssn: echo.syssn,
    origssn: echo.origSyssn,
    sysdtm: echo.sysdtm,
    txdtm: echo.txdtm,
    chnlsn: echo.chnlsn,
    respcd,
  };
}

function causeOf(answer: Answer<unknown>): string {
  return answer.kind === "unknown" ? `(no answer: ${answer.cause.reason})` : "";
}
