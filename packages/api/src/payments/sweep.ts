import type { KnownPayment } from "@tillbook/db/payments";
import { alone, type Context, type ContextFor } from "../context/index.ts";
import { askAboutPayments, ENQUIRY_BATCH } from "./ask-about.ts";
import { LEASE_MS } from "./patience.ts";
import { settleAttempt } from "./settle-attempt.ts";

type System = Pick<Context, "db" | "clock" | "log">;

/**
 * Asks QFPay about payments whose time to be asked has come, of every account, in batches.
 * An attempt that gave its place away, or whose order has ended, is closed as well.
 * @returns how many were taken; the caller comes again at once while there is more.
 */
export async function enquireOpenPayments(system: System, contextFor: ContextFor, limit: number): Promise<number> {
  const now = system.clock.now();
  const due = await system.db.read.payments.claimDue(now, new Date(now.getTime() + LEASE_MS), limit);
  for (const [accountId, payments] of Map.groupBy(due, (payment) => payment.accountId)) {
    await alone(system.log, { accountId }, async () => enquireOf(await contextFor(accountId), payments));
  }
  return due.length;
}

async function enquireOf(ctx: Context, payments: readonly KnownPayment[]): Promise<void> {
  const dying = await thatShouldEnd(ctx, payments);
  for (const payment of dying) {
    await alone(ctx.log, { paymentId: payment.id }, async () => void (await settleAttempt(ctx, payment, { priority: "sweep" })));
  }
  const rest = payments.filter((payment) => !dying.includes(payment));
  for (let from = 0; from < rest.length; from += ENQUIRY_BATCH) {
    const batch = rest.slice(from, from + ENQUIRY_BATCH);
    await alone(
      ctx.log,
      { paymentIds: batch.map(({ id }) => id) },
      async () => void (await askAboutPayments(ctx, batch, { priority: "sweep" })),
    );
  }
}

async function thatShouldEnd(ctx: Context, payments: readonly KnownPayment[]): Promise<KnownPayment[]> {
  const open = await ctx.db.read.orders.openAmong(
    ctx.account.id,
    payments.map(({ orderId }) => orderId),
  );
  return payments.filter((payment) => payment.supersededAt !== null || !open.has(payment.orderId));
}
