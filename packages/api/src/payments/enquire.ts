import type { KnownPayment } from "@tillbook/db/payments";
import type { Answer, CallOptions, Sent } from "@tillbook/qfpay/client";
import type { EnquiryPage, TransactionRow } from "@tillbook/qfpay/enquiries";
import type { PaymentContext } from "../context/index.ts";
import { CLOCK_MARGIN_MS } from "./patience.ts";

/** A row of QFPay's answer, and what we had asked. */
export type AnsweredRow = { readonly row: TransactionRow; readonly request: Sent | null };

/**
 * How an enquiry ended. `failure`: the answer after which no more came, where one part stayed without; what its other parts say
 * stands, and where they say nothing of a number, nothing is known of it.
 */
export type Enquired =
  | { readonly is: "nothing_sent" }
  | {
      readonly is: "asked";
      readonly rows: readonly AnsweredRow[];
      readonly request: Sent | null;
      readonly failure: Answer<EnquiryPage> | null;
    };

/** Asks QFPay about some payments at once, every month and page of the answer. */
export async function enquire(ctx: PaymentContext, payments: readonly KnownPayment[], options: CallOptions): Promise<Enquired> {
  const now = ctx.clock.now().getTime();
  const first = Math.min(...payments.map(({ createdAt }) => createdAt.getTime()));
  const rows: AnsweredRow[] = [];
  let request: Sent | null = null;
  let failure: Answer<EnquiryPage> | null = null;
  // Times are not ignored beside out_trade_no any more, so older months need the window. docs/qfpay.md#enquiry
  const wanted = {
    outTradeNo: payments.map(({ outTradeNo }) => outTradeNo),
    from: new Date(first - CLOCK_MARGIN_MS),
    until: new Date(now + CLOCK_MARGIN_MS),
  };
  for await (const answer of ctx.qfpay.enquirePages(wanted, options)) {
    request = answer.sent ?? request;
    if (answer.kind === "accepted") rows.push(...answer.value.rows.map((row) => ({ row, request: answer.sent })));
    else failure = answer;
  }
  return request === null && failure !== null ? { is: "nothing_sent" } : { is: "asked", rows, request, failure };
}
