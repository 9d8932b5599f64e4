import type { CreateOrder } from "@tillbook/domain/orders";
import type { PaymentContext } from "../context/index.ts";
import { createOrder, orderAlone } from "../orders/index.ts";
import { newAttempt, openAttempt, openingOf, sendAttempt } from "../payments/index.ts";

/**
 * Asks a customer for money. A `qr` order gets its QR from QFPay at once, and its attempt is written down together with it; a `link`
 * starts its first attempt when the customer opens it.
 * @returns the order's id. What QFPay said is on the order: made, refused or not known yet.
 */
export async function collect(ctx: PaymentContext, command: CreateOrder): Promise<string> {
  if (command.face === "link") return (await createOrder(ctx, command, orderAlone(ctx))).order.id;
  const { order, begun } = await createOrder(ctx, command, async (order, events) => {
    const payment = newAttempt(order, "800201", order.createdAt);
    const { changes, ...own } = openingOf(ctx, payment);
    return openAttempt(ctx, { ...own, ...events, order, changes: [...events.changes, ...changes] });
  });
  if (begun) await sendAttempt(ctx, order, begun, { payType: "800201" });
  return order.id;
}
