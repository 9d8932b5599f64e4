import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { FORGERIES } from "../book/index.ts";
import { ACTIONS, actionNames, MALFORMED, OPERATIONS, scriptSchema } from "../faults/index.ts";
import { mustBeRefused } from "../notifications/index.ts";
import { toWireTime } from "../wire/index.ts";
import type { World } from "../world.ts";
import { endAll, endFault } from "./end.ts";
import { sendError, sendJson } from "./reply.ts";

const idParams = z.object({ id: z.string() });

/** Faults by script, and the log of those that struck. */
export function faultRoutes(app: FastifyInstance, world: World): void {
  app.get("/control/faults", (_request, reply) => sendJson(reply, { faults: world.faults.list() }));

  app.post("/control/faults", (request, reply) => sendJson(reply, { fault: world.faults.add(scriptSchema.parse(request.body)) }, 201));

  app.delete("/control/faults", (_request, reply) => {
    endAll(world);
    return sendJson(reply, { faults: [] });
  });

  app.delete("/control/faults/:id", (request, reply) => {
    const isRemoved = endFault(world, idParams.parse(request.params).id);
    if (!isRemoved) return sendError(reply, 404, "no fault of this id: GET /control/faults lists them");
    return sendJson(reply, { faults: world.faults.list() });
  });

  app.get("/control/faults/log", (_request, reply) => {
    const log = world.book.ledger.faults.map(({ at, script, scenario, seed, operation, outTradeNo, action }) => ({
      at: toWireTime(at),
      fault: script,
      scenario,
      seed,
      operation,
      out_trade_no: outTradeNo,
      action,
    }));
    return sendJson(reply, { log });
  });

  app.get("/control/faults/catalogue", (_request, reply) =>
    sendJson(reply, {
      operations: OPERATIONS,
      actions: actionNames().map((name) => ({ name, operations: ACTIONS[name].at })),
      malformed: MALFORMED,
      forgeries: FORGERIES.map((name) => ({ name, mustRefuse: mustBeRefused(name) })),
    }),
  );
}
