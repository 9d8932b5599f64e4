import type { Order } from "@tillbook/domain/orders";
import { isOpen } from "@tillbook/domain/payments";
import { alone, type PaymentContext } from "../context/index.ts";
import { askAboutPayments } from "../payments/index.ts";

/** A page that is looked at again and again asks QFPay no more often. */
const ASKED_ENOUGH_MS = 3_000;

/** The page does not wait longer for QFPay; it hears of the answer like of any other news. */
const PAGE_WAITS_MS = 1_500;

/**
 * The customer came back from WeChat and looks: QFPay is asked at once about the attempt that is open, whatever its plan says, so that
 * the page can say what became of it. Waits for the answer for a moment only.
 */
export async function lookAgain(ctx: PaymentContext, order: Order): Promise<void> {
  const payments = await ctx.db.read.payments.ofOrder(order.id);
  const last = payments.filter((payment) => payment.payType === "800207" && isOpen(payment)).at(-1);
  if (!last) return;
  const asked = await ctx.db.read.observations.lastEnquiry(last.id);
  if (asked && ctx.clock.now().getTime() - asked.at.getTime() < ASKED_ENOUGH_MS) return;
  const { promise: waitedEnough, resolve } = Promise.withResolvers<void>();
  const late = setTimeout(resolve, PAGE_WAITS_MS);
  const asking = alone(ctx.log, { paymentId: last.id }, async () => void (await askAboutPayments(ctx, [last], { priority: "people" })));
  await Promise.race([asking, waitedEnough]);
  clearTimeout(late);
}
