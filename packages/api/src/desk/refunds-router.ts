import { createRefundSchema } from "@tillbook/domain/refunds";
import { createRefund } from "../refunds/index.ts";
import { staff, staffProcedure } from "../trpc.ts";
import { readOrder } from "./read-order.ts";

export const refundsRouter = staff.router({
  create: staffProcedure
    .input(createRefundSchema)
    .mutation(async ({ ctx, input }) => readOrder(ctx, { orderId: (await createRefund(ctx, input)).orderId })),
});
