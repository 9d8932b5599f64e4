import type { FastifyInstance } from "fastify";
import type { Deps } from "../deps.ts";

/** `/healthz`: 200 when the database answers, 503 when it does not. */
export async function healthRoutes(app: FastifyInstance, { deps }: { deps: Deps }): Promise<void> {
  app.get("/healthz", async (_request, reply) => {
    try {
      await deps.db.read.sql("SELECT 1");
      return await reply.send({ status: "ok", database: "ok", time: deps.clock.now().toISOString() });
    } catch {
      return reply.code(503).send({ status: "unavailable", database: "unreachable", time: deps.clock.now().toISOString() });
    }
  });
}
