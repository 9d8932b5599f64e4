import compress from "@fastify/compress";
import cookie from "@fastify/cookie";
import rateLimit from "@fastify/rate-limit";
import fastify, { type FastifyInstance, LogController } from "fastify";
import helmet from "helmet";
import type { Contexts, Deps } from "./deps.ts";
import { answerFailure, unroutable } from "./failures.ts";
import { adminRoutes } from "./routes/admin.ts";
import { API_PREFIX, apiRoutes } from "./routes/api/index.ts";
import { authRoutes } from "./routes/auth.ts";
import { breakWorkbookRoutes } from "./routes/break-workbook.ts";
import { certificateArchiveRoute } from "./routes/certificate-archive.ts";
import { certificateRoutes } from "./routes/certificates.ts";
import { closePageRoute } from "./routes/close-page/route.ts";
import { closePdfRoute } from "./routes/close-pdf/route.ts";
import { evidenceFileRoutes } from "./routes/evidence-files.ts";
import { healthRoutes } from "./routes/health.ts";
import { payLinkRoutes } from "./routes/pay-links.ts";
import { qfpayNotificationRoutes } from "./routes/qfpay-notifications.ts";
import { reportRoutes } from "./routes/reports.ts";
import { statementRoutes } from "./routes/statements.ts";
import { trpcRoutes } from "./routes/trpc.ts";
import { verifyRoutes } from "./routes/verify.ts";

/** A batch names twenty calls in one part of its path. */
const MAX_PATH_PART = 2_000;

/** Text of more than one packet is packed. What is told as it goes is not: it would wait until there is enough to pack. */
const PACKED = {
  customTypes: /^(?:text\/(?!event-stream)|application\/(?:[\w.-]+\+)?json|image\/svg)/,
  threshold: 1_400,
  encodings: ["gzip" as const],
  globalDecompression: false, // signatures are over bytes as they came
};

/** The whole server but for listening and timers; the same app, given other parts, is what tests and rehearsals start. */
export async function buildApp(deps: Deps, contexts: Contexts): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: deps.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1024 * 1024,
    routerOptions: { maxParamLength: MAX_PATH_PART },
    frameworkErrors: unroutable(deps.publicUrl),
    trustProxy: false,
    forceCloseConnections: true,
  });
  app.setErrorHandler(answerFailure);
  const secured = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: deps.publicUrl.startsWith("https:") ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: "no-referrer" },
    crossOriginOpenerPolicy: { policy: "same-origin" },
  });
  // Fastify's own plugin makes the headers anew for every request.
  app.addHook("onRequest", (request, reply, done) => secured(request.raw, reply.raw, () => done()));
  await app.register(compress, PACKED);
  await app.register(cookie);
  await app.register(rateLimit, { global: false });
  app.addHook("onSend", async (_request, reply) => {
    if (!reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
  });
  deps.instruments?.routes(app);
  await app.register(healthRoutes, { deps });
  await app.register(authRoutes, { deps });
  await app.register(trpcRoutes, { deps, contexts });
  await app.register(statementRoutes, { deps, contexts });
  await app.register(certificateRoutes, { deps, contexts });
  await app.register(evidenceFileRoutes, { deps, contexts });
  await app.register(certificateArchiveRoute, { deps, contexts });
  await app.register(reportRoutes, { deps, contexts });
  await app.register(breakWorkbookRoutes, { deps, contexts });
  await app.register(closePageRoute, { deps, contexts });
  await app.register(closePdfRoute, { deps, contexts });
  await app.register(verifyRoutes);
  await app.register(qfpayNotificationRoutes, { deps, contexts });
  await app.register(payLinkRoutes, { deps, contexts });
  await app.register(apiRoutes, { prefix: API_PREFIX, deps, contexts });
  await app.register(adminRoutes, { deps });
  return app;
}
