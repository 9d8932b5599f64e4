import type { OrderState } from "../orders/index.ts";
import type { Lateness } from "./outcome.ts";

/**
 * Something about money that a person decides. `paid_late`: money that came after we had stopped expecting it. `twin`: an order paid a
 * second time. `unclear`: the plan of enquiries ended without an answer. `quarantined`: signed news that does not fit our books.
 */
export type CaseKind = "paid_late" | "twin" | "unclear" | "quarantined";

/** How a case ended. `became_clear`: by facts alone, such as money or an answer that came after all. */
export type CaseResolution = "accepted" | "refunded" | "declared_unpaid" | "became_clear" | "dismissed";

/**
 * The case that money opens when it arrives; null when it simply pays. A twin is the payment that we hear of later: the order goes on
 * counting the one that paid it.
 */
export function caseOfMoney(order: { readonly state: OrderState }, late: Lateness | null): "twin" | "paid_late" | null {
  if (order.state === "paid") return "twin";
  return late === null ? null : "paid_late";
}
