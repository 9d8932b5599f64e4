import type { KnownPayment } from "@tillbook/db/payments";
import type { KnownRefund } from "@tillbook/db/refunds";
import type { Order } from "@tillbook/domain/orders";
import type { Context } from "../context/index.ts";
import type { ChangeView } from "../views/index.ts";

/** Every change of state of an order, one of its payments and that one's refunds, oldest first, with what or who made it. */
export async function changesAbout(
  ctx: Context,
  order: Order,
  payment: KnownPayment,
  refunds: readonly KnownRefund[],
): Promise<ChangeView[]> {
  const subjects = [
    { id: order.id, number: order.number },
    { id: payment.id, number: payment.outTradeNo },
    ...refunds.map(({ id, outTradeNo }) => ({ id, number: outTradeNo })),
  ];
  const changes = await Promise.all(
    subjects.map(async ({ id, number }) =>
      (await ctx.db.read.observations.changesOf(id)).map(({ at, subject, before, after, actor }): ChangeView & { instant: Date } => ({
        instant: at,
        at: at.toISOString(),
        subject,
        number,
        before,
        after,
        by: actor,
      })),
    ),
  );
  return changes
    .flat()
    .toSorted((a, b) => a.instant.getTime() - b.instant.getTime() || placeOf(a) - placeOf(b))
    .map(({ instant: _instant, ...change }) => change);
}

/** In one moment things begin from the order down, and then move from the money up. */
function placeOf({ subject, before }: ChangeView): number {
  const down = { order: 0, payment: 1, refund: 2 }[subject];
  return before === null ? down : 5 - down;
}
