import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { FORGERIES, type Notice } from "../book/index.ts";
import { nextDelivery, noticeState } from "../notifications/index.ts";
import { toWireTime } from "../wire/index.ts";
import type { World } from "../world.ts";
import { accountsMeant } from "./account-choice.ts";
import { findOrder } from "./orders.ts";
import { findRefund } from "./refunds.ts";
import { sendError, sendJson } from "./reply.ts";

const noticeQuery = z.object({ syssn: z.string().optional(), out_trade_no: z.string().optional() });
const idParams = z.object({ id: z.string() });
const forgeBody = z.strictObject({
  syssn: z.string().optional(),
  out_trade_no: z.string().optional(),
  kind: z.enum(FORGERIES).default("other-key"),
});
/** So many copies over so many connections at once. */
const volleyBody = z.strictObject({
  copies: z.number().int().min(1).max(100_000).default(1),
  connections: z.number().int().min(1).max(1000).default(1),
});
const inventBody = z.strictObject({
  fields: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).default({}),
  app_code: z.string().optional(),
  mchid: z.string().optional(),
});

/** The log of notifications, and what a person may do to them. */
export function noticeRoutes(app: FastifyInstance, world: World): void {
  const { ledger } = world.book;

  app.get("/control/notifications", (request, reply) => {
    const { syssn, out_trade_no: outTradeNo } = noticeQuery.parse(request.query);
    const notices = [...ledger.notices.values()].filter(
      (notice) => (syssn === undefined || notice.syssn === syssn) && (outTradeNo === undefined || notice.outTradeNo === outTradeNo),
    );
    return sendJson(reply, { notifications: notices.map(noticeShown) });
  });

  app.post("/control/notifications/:id/redeliver", async (request, reply) => {
    const { id } = idParams.parse(request.params);
    const notice = ledger.notices.get(id);
    if (notice === undefined) return sendError(reply, 404, "no notification of this id: GET /control/notifications lists them");
    const isSent = await world.notifier.redeliver(notice, volleyBody.parse(request.body ?? {}));
    if (!isSent)
      return sendError(reply, 409, "this notification has no address: give the account a notify_url, or send one with the payment");
    return sendJson(reply, { notification: noticeShown(ledger.notices.get(id) ?? notice) });
  });

  // The order need not be paid: that is the point of a forgery. A refund can be forged as well, by its number.
  app.post("/control/notifications/forge", (request, reply) => {
    const { kind, ...name } = forgeBody.parse(request.body);
    const row = findOrder(world, name) ?? findRefund(world, name);
    if (row === undefined) return sendError(reply, 404, "no such order: name it by syssn or out_trade_no");
    return sendJson(reply, { notification: noticeShown(world.notifier.forge(row, kind)) }, 201);
  });

  app.post("/control/notifications/invent", (request, reply) => {
    const { fields, ...whose } = inventBody.parse(request.body ?? {});
    const [account, ...others] = accountsMeant(world, whose);
    if (account === undefined) return sendError(reply, 404, "no such account: GET /control/accounts lists them");
    if (others.length > 0)
      return sendError(reply, 400, "several accounts fit: say which with app_code and, for an agent's merchant, mchid");
    return sendJson(reply, { notification: noticeShown(world.notifier.invent(account, fields)) }, 201);
  });

  app.post("/control/notifications/release", (_request, reply) => sendJson(reply, { released: world.notifier.releaseHeld() }));
}

function noticeShown(notice: Notice) {
  const next = nextDelivery(notice);
  return {
    id: notice.id,
    notify_type: notice.about,
    syssn: notice.syssn,
    out_trade_no: notice.outTradeNo,
    url: notice.url,
    address_from: notice.addressFrom,
    state: noticeState(notice),
    forged: notice.forged,
    forgery: notice.forged ? (notice.forgery ?? "other-key") : undefined,
    copies: notice.copies,
    next_delivery: next === undefined ? undefined : toWireTime(next),
    body: notice.body,
    deliveries: notice.deliveries.map((delivery) => ({
      at: toWireTime(delivery.at),
      outcome: delivery.outcome,
      http_status: delivery.httpStatus,
      answer: delivery.answer,
      by_hand: delivery.byHand,
    })),
  };
}
