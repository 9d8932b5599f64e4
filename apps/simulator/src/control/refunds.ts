import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { accountId, type Refund } from "../book/index.ts";
import { endRefund } from "../gateway/index.ts";
import type { World } from "../world.ts";
import { accountsMeant } from "./account-choice.ts";
import { rowShown } from "./order-shown.ts";
import { sendError, sendJson } from "./reply.ts";

const endBody = z.strictObject({
  syssn: z.string().optional(),
  out_trade_no: z.string().optional(),
  respcd: z
    .string()
    .regex(/^\d{4}$/, "0000, or the code with which it is refused")
    .default("0000"),
});

/** What becomes of refunds that take their time. */
export function refundRoutes(app: FastifyInstance, world: World): void {
  app.post("/control/refunds/end", (request, reply) => {
    const { respcd, ...name } = endBody.parse(request.body);
    const refund = findRefund(world, name);
    if (refund === undefined) return sendError(reply, 404, "no such refund: name it by syssn or out_trade_no");
    if (!endRefund(world, refund.syssn, respcd)) return sendError(reply, 409, `the refund is ${refund.state.at}`);
    const account = world.book.ledger.accounts.get(refund.account);
    const ended = findRefund(world, { syssn: refund.syssn });
    if (account === undefined || ended === undefined) return sendError(reply, 404, "the refund is gone");
    return sendJson(reply, { refund: rowShown(account, ended, world.clock.now()) });
  });
}

/** The refund that was named by its own number. */
export function findRefund(
  world: World,
  name: { readonly syssn?: string | undefined; readonly out_trade_no?: string | undefined },
): Refund | undefined {
  const { ledger } = world.book;
  const number = name.out_trade_no;
  const rows =
    name.syssn !== undefined
      ? [ledger.row(name.syssn)]
      : accountsMeant(world, {}).flatMap((account) => ledger.rowsByNumber(accountId(account), number ?? ""));
  return rows.find((row) => row?.kind === "refund");
}
