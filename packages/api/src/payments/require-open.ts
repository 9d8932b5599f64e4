import type { NewsContext } from "../context/index.ts";
import { AppError } from "../errors/index.ts";

/** Stops a verb (`order_not_open`) when the order can no longer be paid: nothing of an order that has ended is handed out. */
export async function requireOpen(ctx: NewsContext, orderId: string): Promise<void> {
  const order = await ctx.db.read.orders.byId(ctx.account.id, orderId);
  if (!order || order.state !== "open" || order.expiresAt <= ctx.clock.now())
    throw new AppError("order_not_open", "this order can no longer be paid");
}
