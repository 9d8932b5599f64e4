import type { Repositories } from "@tillbook/db/client";
import { standings } from "@tillbook/db/refunds";
import type { NewsContext } from "../context/index.ts";
import type { Recorded } from "./stored-form.ts";

/**
 * Closes the cases of an order whose money has gone back as a whole, wherever that was done, in the name of whoever asked for the last
 * refund. Runs under the order's lock, with the news of the refund.
 */
export async function closeRefundedCases(ctx: NewsContext, tx: Repositories, { orderId }: Recorded): Promise<void> {
  const cases = orderId === null ? [] : await tx.cases.onMoneyOf(orderId);
  if (orderId === null || cases.length === 0) return;
  const known = await standings(
    tx.sql,
    cases.flatMap(({ paymentId }) => paymentId ?? []),
  );
  const refunds = await tx.refunds.ofOrder(orderId);
  const at = ctx.clock.now();
  for (const { id, paymentId } of cases) {
    const standing = known.find((each) => each.paymentId === paymentId);
    if (!standing || standing.refunded.minor < standing.paid.minor) continue;
    const last = refunds.findLast((refund) => refund.paymentId === paymentId && refund.state.at === "refunded");
    await tx.cases.close(id, { resolution: "refunded", closedBy: last?.requestedBy ?? "notification", note: null, at });
  }
}
