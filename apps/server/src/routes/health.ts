import { missingMigrations } from "@tillbook/db/health";
import type { FastifyInstance } from "fastify";
import type { Deps } from "../deps.ts";

/**
 * For machines that watch over this one; people have a page of lights. `/health`: 200 while this process answers at all.
 * `/health/ready`: 200 when it can do its work, 503 with what is missing while it cannot. `/healthz`: 200 when the database answers.
 */
export async function healthRoutes(app: FastifyInstance, { deps }: { deps: Deps }): Promise<void> {
  app.get("/health", async () => ({ status: "ok" }));
  app.get("/health/ready", async (_request, reply) => {
    const missing = await whatIsMissing(deps);
    return missing === null ? { status: "ready" } : reply.code(503).send({ status: "not ready", missing });
  });
  app.get("/healthz", async (_request, reply) => {
    try {
      await deps.db.read.sql("SELECT 1");
      return await reply.send({ status: "ok", database: "ok", time: deps.clock.now().toISOString() });
    } catch {
      return reply.code(503).send({ status: "unavailable", database: "unreachable", time: deps.clock.now().toISOString() });
    }
  });
}

async function whatIsMissing({ db, log }: Deps): Promise<"database" | "migrations" | null> {
  try {
    const missing = await missingMigrations(db.read.sql);
    if (missing.length > 0) log.warn({ missing }, "the database lacks migrations");
    return missing.length > 0 ? "migrations" : null;
  } catch {
    return "database";
  }
}
