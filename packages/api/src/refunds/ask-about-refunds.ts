import type { KnownRefund } from "@tillbook/db/refunds";
import { nextRefundEnquiry } from "@tillbook/domain/refunds";
import type { CallOptions } from "@tillbook/qfpay/client";
import { alone, type Context, type ContextFor } from "../context/index.ts";
import { heardOfRefundRow, recordObservation } from "../observations/index.ts";
import { BELIEVE_ABSENT_AFTER_MS, CLOCK_MARGIN_MS, LEASE_MS } from "../payments/index.ts";
import { sendRefund } from "./send-refund.ts";

/** Asks QFPay about one open refund by its own number; one that QFPay surely never got is sent again under the same number. */
export async function askAboutRefund(ctx: Context, refund: KnownRefund, options: CallOptions = {}): Promise<void> {
  const now = ctx.clock.now();
  const from = new Date(refund.createdAt.getTime() - CLOCK_MARGIN_MS);
  let isKnown = false;
  let heardAll = true;
  for await (const answer of ctx.qfpay.enquirePages(
    { outTradeNo: [refund.outTradeNo], from, until: new Date(now.getTime() + CLOCK_MARGIN_MS) },
    options,
  )) {
    if (answer.kind !== "accepted") heardAll = false;
    else {
      for (const row of answer.value.rows.filter((candidate) => candidate.outTradeNo === refund.outTradeNo)) {
        isKnown = true;
        await recordObservation(ctx, heardOfRefundRow(row));
      }
    }
  }
  await ctx.db.read.refunds.asked(refund.id, nextRefundEnquiry({ ...refund, enquiries: refund.enquiries + 1 }, now));
  if (!isKnown && heardAll && refund.state.at === "submitted" && now.getTime() - refund.createdAt.getTime() >= BELIEVE_ABSENT_AFTER_MS) {
    const payment = await ctx.db.read.payments.byId(ctx.account.id, refund.paymentId);
    if (payment) await sendRefund(ctx, refund, payment, options);
  }
}

/** As `enquireOpenPayments`, for refunds. */
export async function enquireOpenRefunds(
  system: Pick<Context, "db" | "clock" | "log">,
  contextFor: ContextFor,
  limit: number,
): Promise<number> {
  const now = system.clock.now();
  const due = await system.db.read.refunds.claimDue(now, new Date(now.getTime() + LEASE_MS), limit);
  for (const refund of due) {
    await alone(system.log, { refundId: refund.id }, async () =>
      askAboutRefund(await contextFor(refund.accountId), refund, { priority: "sweep" }),
    );
  }
  return due.length;
}

/** A person asks about every open refund of an order. */
export async function checkRefundsNow(ctx: Context, orderId: string): Promise<void> {
  for (const refund of await ctx.db.read.refunds.ofOrder(orderId)) {
    if (refund.state.at === "submitted" || refund.state.at === "processing") await askAboutRefund(ctx, refund);
  }
}
