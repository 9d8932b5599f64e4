import { approveRefundSchema, createRefundSchema, declineRefundSchema, oneRefundSchema } from "@tillbook/domain/refunds";
import {
  approveRefund,
  createRefund,
  declineRefund,
  listRefundsSchema,
  readFeasibility,
  readFeasibilitySchema,
  readRefund,
  readRefundCounts,
  readRefunds,
  takeBackRefund,
  tryRefundNow,
} from "../refunds/index.ts";
import { staff, staffProcedure } from "../trpc.ts";
import { readOrder } from "./read-order.ts";

export const refundsRouter = staff.router({
  /** What stands in the way of giving so much of a payment back; asked while the form is filled in. */
  feasibility: staffProcedure.input(readFeasibilitySchema).query(({ ctx, input }) => readFeasibility(ctx, input)),
  create: staffProcedure
    .input(createRefundSchema)
    .mutation(async ({ ctx, input }) => readOrder(ctx, { orderId: (await createRefund(ctx, input)).orderId })),
  list: staffProcedure.input(listRefundsSchema).query(({ ctx, input }) => readRefunds(ctx, input)),
  counts: staffProcedure.query(({ ctx }) => readRefundCounts(ctx)),
  byId: staffProcedure.input(oneRefundSchema).query(({ ctx, input }) => readRefund(ctx, input)),
  approve: staffProcedure.input(approveRefundSchema).mutation(async ({ ctx, input }) => {
    await approveRefund(ctx, input);
    return readRefund(ctx, { refundId: input.refundId });
  }),
  decline: staffProcedure.input(declineRefundSchema).mutation(async ({ ctx, input }) => {
    await declineRefund(ctx, input);
    return readRefund(ctx, { refundId: input.refundId });
  }),
  takeBack: staffProcedure.input(oneRefundSchema).mutation(async ({ ctx, input }) => {
    await takeBackRefund(ctx, input);
    return readRefund(ctx, input);
  }),
  tryNow: staffProcedure.input(oneRefundSchema).mutation(async ({ ctx, input }) => {
    await tryRefundNow(ctx, input);
    return readRefund(ctx, input);
  }),
});
