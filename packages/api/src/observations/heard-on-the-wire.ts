import type { Claimed } from "@tillbook/domain/payments";
import type { Answer, Sent } from "@tillbook/qfpay/client";
import type { TransactionRow } from "@tillbook/qfpay/enquiries";
import { CANCEL_FLAGS } from "@tillbook/qfpay/names";
import { type Heard, type Source, silence } from "./heard.ts";

export type Echo = Answer<unknown>["echo"];

const FLAGS: ReadonlyMap<string, string> = new Map(Object.entries(CANCEL_FLAGS));

/** What one row of an enquiry's answer says, whatever it is about. `request` is what we had asked. */
export function heardInRow(row: TransactionRow, request: Sent | null): Heard {
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
    request,
  };
}

/** What the answer to a call of ours says, whatever it is about; an answer that never came says how it ended. */
export function heardInAnswer(source: Source, answer: Answer<unknown>, outTradeNo: string, respcd: string | null): Heard {
  const { echo } = answer;
  const claimed: Claimed = { outTradeNo, amount: echo.amount, payType: echo.payType, mchid: null };
  return {
    ...heardNothingIn(source, answer, outTradeNo),
    claimed,
    syssn: echo.syssn,
    origssn: echo.origSyssn,
    sysdtm: echo.sysdtm,
    txdtm: echo.txdtm,
    chnlsn: echo.chnlsn,
    respcd,
  };
}

/** An answer kept as evidence alone: nothing in it speaks of the transaction. */
export function heardNothingIn(source: Source, answer: Answer<unknown>, outTradeNo: string): Heard {
  return { ...silence(source, outTradeNo, answer.raw ?? causeOf(answer)), request: answer.sent };
}

function causeOf(answer: Answer<unknown>): string {
  return answer.kind === "unknown" ? `(no answer: ${answer.cause.reason})` : "";
}
