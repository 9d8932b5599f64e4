import { enterByKey } from "@tillbook/api/access";
import type { Context } from "@tillbook/api/context";
import { AppError } from "@tillbook/api/errors";
import { type Operation, Problem } from "@tillbook/api/merchants-api";
import type { FastifyRequest } from "fastify";
import type { Contexts, Deps } from "../../deps.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Who called with which key, for which account; null outside of the merchants' API. */
    entered: { readonly ctx: Context; readonly apiKeyId: string } | null;
  }
  interface FastifyContextConfig {
    operation?: Operation;
  }
}

/** Calls of one key that are answered in a minute. */
const CALLS_PER_MINUTE = 3_000;

/** Lets in whoever brings a key that carries the operation's scope, before a byte of the body is read. */
export function entrance({ deps, contexts }: { deps: Deps; contexts: Contexts }) {
  return async (request: FastifyRequest): Promise<void> => {
    const { accountId, actor } = await enterByKey(deps, request.headers.authorization);
    const scope = request.routeOptions.config.operation?.scope;
    if (scope === undefined || !actor.scopes.includes(scope)) throw new AppError("not_allowed", `this API key lacks the scope ${scope}`);
    request.entered = { ctx: await contexts.of(accountId, actor), apiKeyId: actor.keyId };
  };
}

/** How often one key may call, over all operations. Counted after the entrance. */
export function limitOfKey(deps: Deps) {
  return {
    max: deps.callsPerMinute ?? CALLS_PER_MINUTE,
    timeWindow: "1 minute",
    groupId: "merchants-api",
    keyGenerator: (request: FastifyRequest) => request.entered?.apiKeyId ?? request.ip,
    errorResponseBuilder: (_request: FastifyRequest, { max, ttl }: { max: number; ttl: number }) =>
      new Problem("too_many_requests", `one key may make ${max} calls in a minute`, { retryAfter: Math.max(1, Math.ceil(ttl / 1_000)) }),
  };
}

/** Who called. Only routes behind the entrance ask. */
export function enteredBy(request: FastifyRequest): NonNullable<FastifyRequest["entered"]> {
  if (!request.entered) throw new Error("this route stands outside of the entrance");
  return request.entered;
}
