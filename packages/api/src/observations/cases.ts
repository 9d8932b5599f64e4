import type { NewCase, PaymentNews } from "@tillbook/db/payments";
import type { Order } from "@tillbook/domain/orders";
import type { CaseKind } from "@tillbook/domain/payments";
import { newId } from "../orders/index.ts";
import type { HeardOfPayment } from "./heard.ts";

/** A case about an order, for a person to decide. */
export function caseOn(order: Order, kind: CaseKind, openedAt: Date, paymentId: string | null): NewCase {
  return { id: newId(), accountId: order.accountId, kind, orderId: order.id, paymentId, openedAt };
}

/**
 * News that does not fit is kept aside and moves nothing; a person looks at it. A notification that is sent again is the same case; an
 * answer that does not fit will not fit the next time either, so one case at a time is open on the order.
 */
export function quarantined(heard: HeardOfPayment, order: Order, at: Date): Partial<PaymentNews> {
  if (heard.replayOf) return {}; // it has been in quarantine since it first came
  const once = heard.source === "notification" ? ({ of: "same_text", raw: heard.raw } as const) : ({ of: "open_on_order" } as const);
  return {
    opens: { ...caseOn(order, "quarantined", at, null), once },
    announce: { accountId: order.accountId, orderId: order.id, topic: "order" },
  };
}
