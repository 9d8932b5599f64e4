import type { OrderRow } from "@tillbook/api/views";
import { isZero, moneyFrom } from "../../lib/money-view.ts";

/** What one word says about an order. */
export type Standing = "open" | "unclear" | "paid" | "partly_refunded" | "refunded" | "expired" | "cancelled";
export type Shown = Pick<OrderRow, "state" | "isUnclear" | "refunded" | "amount">;

/** Paid is never called unclear: money that arrived has arrived. */
export function standingOf(order: Shown): Standing {
  if (order.state === "paid") {
    if (isZero(order.refunded)) return "paid";
    return moneyFrom(order.refunded).minor < moneyFrom(order.amount).minor ? "partly_refunded" : "refunded";
  }
  return order.isUnclear ? "unclear" : order.state;
}
