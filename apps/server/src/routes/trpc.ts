import { AppError } from "@tillbook/api/errors";
import { publicRouter } from "@tillbook/api/public-router";
import { staffRouter } from "@tillbook/api/staff-router";
import type { PublicCall, StaffCall } from "@tillbook/api/trpc";
import { isUnavailable } from "@tillbook/db/client";
import { fastifyTRPCPlugin } from "@trpc/server/adapters/fastify";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Contexts, Deps } from "../deps.ts";
import { enter, isOwnOrigin } from "../session.ts";

const MAX_CALLS_IN_BATCH = 20;

/** The two routers, each under its own address: staff need a session, customers a link's token. */
export async function trpcRoutes(app: FastifyInstance, { deps, contexts }: { deps: Deps; contexts: Contexts }): Promise<void> {
  app.addHook("preHandler", async (request, reply) => {
    if (callsIn(request.url) > MAX_CALLS_IN_BATCH)
      return reply.code(413).send({ appCode: "too_many_requests", message: "too many calls in one batch" });
    if (request.method !== "GET" && !isOwnOrigin(deps, request))
      return reply.code(403).send({ appCode: "not_allowed", message: "this request comes from another site" });
  });
  const responseMeta = ({ errors }: { errors: readonly Error[] }) => ({
    headers: { "cache-control": "no-store, no-transform" }, // tRPC's own word on streams is weaker
    ...(errors.some(isUnavailable) ? { status: 503 } : {}),
  });
  const onError = ({ error, path }: { error: Error & { code: string }; path?: string | undefined }): void => {
    if (error.code === "INTERNAL_SERVER_ERROR") deps.log.error({ err: error.cause ?? error, path }, "a call failed");
  };
  await app.register(fastifyTRPCPlugin, {
    prefix: "/trpc/public",
    trpcOptions: {
      router: publicRouter,
      createContext: (): PublicCall => ({ openLink: (token) => openLink(deps, contexts, token) }),
      onError,
      responseMeta,
    },
  });
  await app.register(fastifyTRPCPlugin, {
    prefix: "/trpc",
    trpcOptions: {
      router: staffRouter,
      createContext: ({ req }: { req: FastifyRequest }): StaffCall => staffCall(deps, contexts, req),
      onError,
      responseMeta,
    },
  });
}

/** A batch names its procedures in the path, with commas between. */
function callsIn(url: string): number {
  return (url.split("?")[0] ?? "").split(/,|%2C/i).length;
}

/** A batch reads the session once. */
function staffCall(deps: Deps, contexts: Contexts, request: FastifyRequest): StaffCall {
  let entered: ReturnType<StaffCall["enter"]> | undefined;
  return {
    enter() {
      entered ??= enter(deps, contexts, request);
      return entered;
    },
  };
}

/** The order behind a link's token, with the context of its account. */
export async function openLink(deps: Deps, contexts: Contexts, token: string): Promise<Awaited<ReturnType<PublicCall["openLink"]>>> {
  const order = await deps.db.read.orders.byLinkToken(token);
  if (!order) throw new AppError("not_found", "there is no such link");
  return { order, ctx: await contexts.of(order.accountId, { kind: "system", name: "customer" }) };
}
