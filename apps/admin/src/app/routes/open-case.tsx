import type { OrderDetail } from "@tillbook/api/views";
import { ChoicesOf } from "../../features/cases/index.ts";

/** What about an order waits for somebody's decision. A notification that does not fit is looked at on a page of its own. */
export function OpenCase({ order }: { order: OrderDetail }) {
  const open = order.cases.find(({ closedAt, kind }) => closedAt === null && kind !== "quarantined");
  return open === undefined ? null : <ChoicesOf caseId={open.id} />;
}
