import type { KnownPayment } from "@tillbook/db/payments";
import { isOpen } from "@tillbook/domain/payments";
import { alone, type Context, type PaymentContext } from "../context/index.ts";
import { askAboutPayments } from "./ask-about.ts";
import { ENQUIRY_LEASE_MS } from "./patience.ts";
import { closeUnpaid } from "./settle-attempt.ts";

type System = Pick<Context, "db" | "clock" | "log">;

/** What QFPay refused to close so often, it cannot: from then on it is only watched. */
const MOST_CLOSINGS = 3;

/**
 * Asks QFPay about payments whose time to be asked has come, of every account, in batches; one account holds up no other.
 * An attempt that gave its place away, or whose order has ended, is closed as well when nobody has paid it.
 * @returns how many were taken; the caller comes again at once while there is more.
 */
export async function enquireOpenPayments(
  system: System,
  contextFor: (accountId: string) => Promise<PaymentContext>,
  limit: number,
): Promise<number> {
  const now = system.clock.now();
  const due = await system.db.read.payments.claimDue(now, new Date(now.getTime() + ENQUIRY_LEASE_MS), limit);
  const accounts = [...Map.groupBy(due, (payment) => payment.accountId)];
  await Promise.all(
    accounts.map(([accountId, payments]) => alone(system.log, { accountId }, async () => enquireOf(await contextFor(accountId), payments))),
  );
  return due.length;
}

async function enquireOf(ctx: PaymentContext, payments: readonly KnownPayment[]): Promise<void> {
  const asked = await askAboutPayments(ctx, payments, { priority: "sweep" });
  const unpaid = [...asked.values()].flatMap(({ payment, said }) => (said === "unpaid" && isOpen(payment) ? [payment] : []));
  for (const payment of await thatShouldEnd(ctx, unpaid)) {
    await alone(ctx.log, { paymentId: payment.id }, async () => void (await closeUnpaid(ctx, payment, { priority: "sweep" })));
  }
}

async function thatShouldEnd(ctx: PaymentContext, payments: readonly KnownPayment[]): Promise<KnownPayment[]> {
  if (payments.length === 0 || ctx.account.closing === "cannot") return [];
  const orderIds = payments.map(({ orderId }) => orderId);
  const open = await ctx.db.read.orders.openAmong(ctx.account.id, orderIds);
  const over = payments.filter((payment) => payment.supersededAt !== null || !open.has(payment.orderId));
  const tries = await ctx.db.read.observations.closingsOf(over.map(({ id }) => id));
  return over.filter(({ id }) => (tries.get(id) ?? 0) < MOST_CLOSINGS);
}

/** At least so long, the asks of a start are spread; in this time at most so many are asked about. */
const LEAST_SPREAD_MS = 5_000;
const ASKS_A_SECOND = 20;

/**
 * At a start: whatever a crash left is asked about soon, spread so that an account's budget holds; what a worker held that died with the
 * server before is given back. Nothing is repeated but the question.
 * @returns how many payments are open
 */
export async function recoverOpenPayments(system: System): Promise<number> {
  const now = system.clock.now();
  const open = await system.db.read.payments.countOpen();
  await system.db.read.payments.hastenAllOpen(now, Math.max(LEAST_SPREAD_MS, (open / ASKS_A_SECOND) * 1_000));
  return open;
}
