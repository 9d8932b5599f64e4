import type { FastifyInstance } from "fastify";
import { ZodError } from "zod";
import type { World } from "../world.ts";
import { accountRoutes } from "./accounts.ts";
import { bookRoutes } from "./books.ts";
import { callRoutes } from "./calls.ts";
import { clockRoutes } from "./clock.ts";
import { faultRoutes } from "./faults.ts";
import { manualRoutes } from "./manual.ts";
import { noticeRoutes } from "./notices.ts";
import { orderRoutes } from "./orders.ts";
import { refundRoutes } from "./refunds.ts";
import { sendError, sendJson, sentenceOf } from "./reply.ts";
import { scenarioRoutes } from "./scenarios.ts";

/** Everything under `/control`, and the manual at `/` that lists it. */
export function controlRoutes(app: FastifyInstance, world: World): void {
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof ZodError) return sendError(reply, 400, sentenceOf(error));
    throw error;
  });
  app.get("/healthz", (_request, reply) => sendJson(reply, { status: "ok" }));
  accountRoutes(app, world);
  clockRoutes(app, world);
  orderRoutes(app, world);
  refundRoutes(app, world);
  noticeRoutes(app, world);
  faultRoutes(app, world);
  scenarioRoutes(app, world);
  bookRoutes(app, world);
  callRoutes(app, world);
  manualRoutes(app);
}
