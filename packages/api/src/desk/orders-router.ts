import { createOrderSchema } from "@tillbook/domain/orders";
import { tracked } from "@trpc/server";
import { z } from "zod";
import { requireRight } from "../context/index.ts";
import { listOrdersSchema, readListedOrder, readOrders } from "../orders/index.ts";
import { checkNow, ensureQr } from "../payments/index.ts";
import { checkRefundsNow } from "../refunds/index.ts";
import { staff, staffProcedure } from "../trpc.ts";
import { collect } from "./collect.ts";
import { cancelOrder } from "./end-order.ts";
import { readOrder } from "./read-order.ts";

const oneOrder = z.strictObject({ orderId: z.uuid("not_a_uuid") });

export const ordersRouter = staff.router({
  create: staffProcedure
    .input(createOrderSchema)
    .mutation(async ({ ctx, input }) => readOrder(ctx, { orderId: await collect(ctx, input) })),
  list: staffProcedure.input(listOrdersSchema).query(({ ctx, input }) => readOrders(ctx, input)),
  byId: staffProcedure.input(oneOrder).query(({ ctx, input }) => readOrder(ctx, input)),
  refreshQr: staffProcedure.input(oneOrder).mutation(async ({ ctx, input }) => {
    requireRight(ctx.actor, "collect");
    await ensureQr(ctx, (await readListedOrder(ctx, input.orderId)).order.id);
    return readOrder(ctx, input);
  }),
  cancel: staffProcedure.input(oneOrder).mutation(async ({ ctx, input }) => {
    await cancelOrder(ctx, input);
    return readOrder(ctx, input);
  }),
  enquire: staffProcedure.input(oneOrder).mutation(async ({ ctx, input }) => {
    const { order } = await readListedOrder(ctx, input.orderId);
    await checkNow(ctx, order.id);
    await checkRefundsNow(ctx, order.id);
    return readOrder(ctx, input);
  }),
  /** One event a change of the account's orders, or of one order; screens read again what they show. */
  changes: staffProcedure
    .input(z.strictObject({ orderId: z.uuid().optional(), lastEventId: z.string().nullish() }))
    .subscription(async function* ({ ctx, input, signal }) {
      requireRight(ctx.actor, "readOrders");
      let count = 0;
      for await (const change of ctx.changes(signal)) {
        if (change.orderId === undefined || (input.orderId !== undefined && change.orderId !== input.orderId)) continue;
        count += 1;
        yield tracked(String(count), { orderId: change.orderId, topic: change.topic });
      }
    }),
});
