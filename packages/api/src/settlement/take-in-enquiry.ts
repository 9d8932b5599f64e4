import { announce } from "@tillbook/db/client";
import type { TransactionRow } from "@tillbook/db/transactions";
import type { BooksContext } from "./books-context.ts";

/** One row of QFPay's answer to an enquiry, in our words: a refund's amount is negative, times are instants. */
export type EnquiredTransaction = Omit<TransactionRow, "accountId" | "environment" | "paymentId" | "refundId">;

/**
 * Takes rows of QFPay's own book into ours, also for transactions that we did not make. Knowledge only grows: success is never taken back by an
 * older pending answer. Whether a payment of ours is paid is not decided here but where all news passes, `recordObservation`.
 */
export async function takeInEnquiry(ctx: BooksContext, command: { rows: readonly EnquiredTransaction[] }): Promise<void> {
  const { id: accountId, environment } = ctx.account;
  const now = ctx.clock.now();
  await ctx.db.unitOfWork(async (tx) => {
    for (const row of command.rows) await tx.transactions.upsert({ ...row, accountId, environment, paymentId: null, refundId: null }, now);
    await announce(tx.sql, { accountId, topic: "day" });
  });
}
