import type { CreateOrder } from "@tillbook/domain/orders";
import type { Context } from "../context/index.ts";
import { createOrder } from "../orders/index.ts";
import { submitAttempt } from "../payments/index.ts";

/**
 * Asks a customer for money. A `qr` order gets its QR from QFPay at once; a `link` starts its first attempt when the customer opens it.
 * @returns the order's id. What QFPay said is on the order: made, refused or not known yet.
 */
export async function collect(ctx: Context, command: CreateOrder): Promise<string> {
  const { order, isNew } = await createOrder(ctx, command);
  if (isNew && order.face === "qr") await submitAttempt(ctx, order.id, { payType: "800201" });
  return order.id;
}
