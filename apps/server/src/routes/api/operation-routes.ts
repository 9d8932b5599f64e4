import type { Context } from "@tillbook/api/context";
import { fingerprintOf, type Operation, once, Problem, perform, type Upload, type Written } from "@tillbook/api/merchants-api";
import { newId } from "@tillbook/api/orders";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Deps } from "../../deps.ts";
import { newInstance, sendWritten } from "./answers.ts";
import { withUpload } from "./bodies.ts";
import { enteredBy, limitOfKey } from "./entrance.ts";

/** Routes of some operations. A route reads, runs one verb and answers; under an Idempotency-Key the verb runs once. */
export function operationRoutes(app: FastifyInstance, deps: Deps, operations: readonly Operation[]): void {
  const rateLimit = limitOfKey(deps);
  for (const operation of operations) {
    app.route({
      method: operation.method,
      url: operation.path.replaceAll(/\{(\w+)\}/g, ":$1"),
      config: { operation, rateLimit },
      ...(operation.body?.kind === "file" ? { bodyLimit: Number.MAX_SAFE_INTEGER } : {}),
      async handler(request, reply) {
        const answer =
          operation.body?.kind === "file"
            ? await withUpload(request, (file) => answered(operation, request, file))
            : await answered(operation, request, null);
        return sendWritten(reply, answer);
      },
    });
  }
}

async function answered(operation: Operation, request: FastifyRequest, file: Upload | null): Promise<Written & { isReplayed: boolean }> {
  const { ctx, apiKeyId } = enteredBy(request);
  const idempotencyKey = operation.method === "POST" ? idempotencyKeyOf(request) : null;
  const prepared = operation.prepare({ params: request.params, query: request.query, body: file ?? request.body });
  const run = (call: Parameters<typeof prepared>[1]) => perform(ctx, prepared, call, newInstance());
  if (idempotencyKey === null) return { ...(await run(firstRun(ctx))), isReplayed: false };
  const fingerprint = fingerprintOf({ method: operation.method, url: request.url, body: file ? file.sha256 : (request.body ?? {}) });
  return once(ctx, { idempotencyKey, apiKeyId, fingerprint }, run);
}

function firstRun(ctx: Context) {
  return { requestId: newId(), isRepeat: false, startedAt: ctx.clock.now() };
}

function idempotencyKeyOf(request: FastifyRequest): string | null {
  const key = request.headers["idempotency-key"];
  if (key === undefined) return null;
  const refuse = (fault: string): never => {
    throw new Problem("invalid_input", "Idempotency-Key must have 1 to 255 characters", { fields: [{ field: "Idempotency-Key", fault }] });
  };
  if (typeof key !== "string" || key.trim() === "") return refuse("required");
  return key.length > 255 ? refuse("too_long") : key;
}
