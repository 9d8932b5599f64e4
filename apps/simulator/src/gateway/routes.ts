import type { FastifyInstance } from "fastify";
import type { World } from "../world.ts";
import { addNote } from "./add-note.ts";
import { answerCall } from "./call.ts";
import { closeBy } from "./close.ts";
import { createPayment } from "./create-payment.ts";
import { exchangeCode } from "./openid.ts";
import { query } from "./query.ts";
import { refund } from "./refund.ts";

/** QFPay's API, as a server calls it. Enquiry, close and reversal answer to GET as well. docs/qfpay.md#transport */
export function gatewayRoutes(app: FastifyInstance, world: World): void {
  // Bodies are read by hand: a parser that nests, trims or drops repeated names would spoil what was signed.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  app.post("/trade/v1/payment", answerCall(world, "payment", createPayment));
  app.post("/trade/v1/refund", answerCall(world, "refund", refund));
  app.post("/trade/v1/add_note", answerCall(world, "add_note", addNote));
  for (const method of ["GET", "POST"] as const) {
    app.route({ method, url: "/trade/v1/query", handler: answerCall(world, "query", query) });
    app.route({ method, url: "/trade/v1/close", handler: answerCall(world, "close", closeBy("close")) });
    app.route({ method, url: "/trade/v1/reversal", handler: answerCall(world, "reversal", closeBy("reversal")) });
  }
  app.get("/tool/v1/get_weixin_openid", answerCall(world, "get_weixin_openid", exchangeCode));
}
