import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Notice } from "../book/index.ts";
import { nextDelivery, noticeState } from "../notifications/index.ts";
import { toWireTime } from "../wire/index.ts";
import type { World } from "../world.ts";
import { findOrder } from "./orders.ts";
import { sendError, sendJson } from "./reply.ts";

const noticeQuery = z.object({ syssn: z.string().optional(), out_trade_no: z.string().optional() });
const idParams = z.object({ id: z.string() });
const forgeBody = z.strictObject({ syssn: z.string().optional(), out_trade_no: z.string().optional() });

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
    const isSent = await world.notifier.redeliver(notice);
    if (!isSent)
      return sendError(reply, 409, "this notification has no address: give the account a notify_url, or send one with the payment");
    return sendJson(reply, { notification: noticeShown(ledger.notices.get(id) ?? notice) });
  });

  // The order need not be paid: that is the point of a forgery.
  app.post("/control/notifications/forge", (request, reply) => {
    const payment = findOrder(world, forgeBody.parse(request.body));
    if (payment === undefined) return sendError(reply, 404, "no such order: name it by syssn or out_trade_no");
    return sendJson(reply, { notification: noticeShown(world.notifier.forge(payment)) }, 201);
  });
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
