import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { toWireTime } from "../wire/index.ts";
import type { World } from "../world.ts";
import { sendJson } from "./reply.ts";

const callsQuery = z.object({ out_trade_no: z.string().optional(), operation: z.string().optional() });

/** The log of calls: what merchants really sent, and what they were told. */
export function callRoutes(app: FastifyInstance, world: World): void {
  app.get("/control/calls", (request, reply) => {
    const wanted = callsQuery.parse(request.query);
    const calls = world.calls
      .latest()
      .filter(
        (call) =>
          (wanted.operation === undefined || call.operation === wanted.operation) &&
          (wanted.out_trade_no === undefined || call.outTradeNo.split(",").includes(wanted.out_trade_no)),
      );
    const shown = calls.map(({ at, operation, outTradeNo, syssn, respcd, httpStatus, faults }) => ({
      at: toWireTime(at),
      operation,
      out_trade_no: outTradeNo,
      syssn,
      respcd,
      http_status: httpStatus,
      faults,
    }));
    return sendJson(reply, { calls: shown });
  });
}
