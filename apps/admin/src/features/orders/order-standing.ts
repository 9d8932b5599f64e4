import type { LiveQrView, OrderRow } from "@tillbook/api/views";
import type { OrderOutcome } from "@tillbook/domain/payments";
import { isZero, moneyFrom } from "../../lib/money-view.ts";

/** What one word says about an order. */
export type Standing = OrderOutcome["is"];
export type Shown = Pick<OrderRow, "state" | "isUnclear" | "refunded" | "amount" | "needsPerson" | "late" | "isPaidTwice"> & {
  /** Known where the whole order is. */
  outcome?: OrderOutcome;
  live?: LiveQrView;
};

/**
 * Money decides first: what arrived has arrived. Then what a person must decide, then what is unclear; an open order for which QFPay
 * has handed out no code is that, too.
 */
export function standingOf(order: Shown): Standing {
  if (order.outcome !== undefined) return order.outcome.is === "open" && order.live?.at === "unclear" ? "unclear" : order.outcome.is;
  if (order.state === "paid") return paidStanding(order);
  if (order.needsPerson) return "needs_person";
  return order.isUnclear ? "unclear" : order.state;
}

function paidStanding({ isPaidTwice, refunded, amount, late }: Shown): Standing {
  if (isPaidTwice) return "paid_twice";
  if (!isZero(refunded)) return moneyFrom(refunded).minor < moneyFrom(amount).minor ? "partly_refunded" : "refunded";
  return late === null ? "paid" : "paid_late";
}
