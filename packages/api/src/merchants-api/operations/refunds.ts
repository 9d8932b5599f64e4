import { listedRefund } from "@tillbook/db/refunds";
import { z } from "zod";
import { type Context, requireRight } from "../../context/index.ts";
import { AppError } from "../../errors/index.ts";
import { createRefund as askForRefund, readRefunds, refundView } from "../../refunds/index.ts";
import { readCursor, writeCursor } from "../cursor.ts";
import { operation } from "../operation.ts";
import { EXAMPLE, id } from "../schemas/common.ts";
import { newRefundSchema, refundBody, refundExample, refundFilterSchema, refundPageSchema, refundSchema } from "../schemas/refunds.ts";

const theRefund = { status: 200, description: "The refund as it is now.", schema: refundSchema, example: refundExample };

const createRefund = operation({
  id: "createRefund",
  method: "POST",
  path: "/refunds",
  tag: "Refunds",
  summary: "Give money back",
  description:
    "Part of a payment, or all of it. Above the account's limit it waits for a second person (`awaiting_approval`); at night, or while QFPay refuses it for now, it waits for its time. It is sent under one number for ever, so it cannot be given back twice.",
  scope: "refunds:write",
  body: { schema: newRefundSchema, example: { paymentId: EXAMPLE.paymentId, amount: "8.00", reason: "one cup was cold" } },
  answers: [{ ...theRefund, status: 201, description: "The refund that was asked for." }],
  refusals: ["not_found", "payment_not_paid", "refund_not_possible", "refund_too_large"],
  async run(ctx, { body }, call) {
    const { id: refundId } = await askForRefund(ctx, { ...body, requestId: call.requestId });
    return { status: 201, body: await readOne(ctx, refundId), location: `/refunds/${refundId}` };
  },
});

const listRefunds = operation({
  id: "listRefunds",
  method: "GET",
  path: "/refunds",
  tag: "Refunds",
  summary: "List refunds",
  description: "Newest first.",
  scope: "orders:read",
  query: refundFilterSchema,
  answers: [
    { status: 200, description: "A page of refunds.", schema: refundPageSchema, example: { items: [refundExample], nextCursor: null } },
  ],
  refusals: [],
  async run(ctx, { query }) {
    const { cursor, limit, ...filter } = query;
    const list = { name: "refunds", filter };
    const page = await readRefunds(ctx, { ...filter, limit, cursor: readCursor(ctx, list, cursor) });
    return { status: 200, body: { items: page.items.map(refundBody), nextCursor: writeCursor(ctx, list, page.nextCursor) } };
  },
});

const readRefund = operation({
  id: "readRefund",
  method: "GET",
  path: "/refunds/{refundId}",
  tag: "Refunds",
  summary: "Read a refund",
  description: "Where it stands, and what it waits for.",
  scope: "orders:read",
  params: z.strictObject({ refundId: id("refund") }),
  answers: [theRefund],
  refusals: [],
  run: async (ctx, { params }) => ({ status: 200, body: await readOne(ctx, params.refundId) }),
});

async function readOne(ctx: Context, refundId: string): Promise<z.infer<typeof refundSchema>> {
  requireRight(ctx.actor, "readOrders");
  const refund = await listedRefund(ctx.db.read.sql, ctx.account.id, refundId);
  if (!refund) throw new AppError("not_found", "there is no such refund");
  return refundBody(refundView(ctx, refund, new Map()));
}

export const refundOperations = [createRefund, listRefunds, readRefund];
