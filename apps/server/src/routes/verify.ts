import type { FastifyInstance } from "fastify";
import { VERIFY_PAGE_POLICY, verifyPage } from "../verify/verify-page.ts";

/** The page that checks certificates without us: anybody may have it, and save it. */
export async function verifyRoutes(app: FastifyInstance): Promise<void> {
  const page = verifyPage();
  app.get("/verify", (_request, reply) =>
    reply.header("content-security-policy", `${VERIFY_PAGE_POLICY}; frame-ancestors 'none'`).type("text/html; charset=utf-8").send(page),
  );
}
