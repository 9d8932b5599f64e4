import { announce, type Repositories } from "@tillbook/db/client";
import { storeAside } from "@tillbook/db/notifications";
import type { ObservationRow } from "@tillbook/db/observations";
import type { NewCase, PaymentNews } from "@tillbook/db/payments";
import type { Order } from "@tillbook/domain/orders";
import type { CaseKind } from "@tillbook/domain/payments";
import { newId } from "../orders/index.ts";
import type { Heard } from "./heard.ts";

/** A case about an order, for a person to decide. */
export function caseOn(order: Order, kind: CaseKind, openedAt: Date, paymentId: string | null): NewCase {
  return { id: newId(), accountId: order.accountId, kind, orderId: order.id, paymentId, openedAt };
}

/**
 * News that does not fit is kept aside and moves nothing; a person looks at it. A notification that is sent again is the same case; an
 * answer in which something does not fit will say the same the next time we ask. Nothing for news that is judged again: it has been in
 * quarantine since it first came.
 */
function quarantineOn(order: Order, heard: Heard, row: Pick<ObservationRow, "findings" | "receivedAt">): NewCase | null {
  if (heard.replayOf) return null;
  const { findings, receivedAt: at } = row;
  const once =
    heard.source === "notification" ? ({ of: "same_text", raw: heard.raw } as const) : ({ of: "same_findings", findings } as const);
  return { ...caseOn(order, "quarantined", at, null), once };
}

/** What news of a payment that does not fit changes. */
export function quarantined(heard: Heard, order: Order, row: Pick<ObservationRow, "findings" | "receivedAt">): Partial<PaymentNews> {
  const opens = quarantineOn(order, heard, row);
  return opens === null ? {} : { opens, announce: { accountId: order.accountId, orderId: order.id, topic: "order" } };
}

/** Stores news of a refund that does not fit, with its case. */
export async function storeQuarantined(tx: Repositories, heard: Heard, row: ObservationRow, order: Order): Promise<void> {
  const opens = quarantineOn(order, heard, row);
  await storeAside(tx.sql, row, opens);
  if (opens) await announce(tx.sql, { accountId: order.accountId, orderId: order.id, topic: "order" });
}
