import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { ApiRequest } from "@tillbook/db/access";
import { z } from "zod";
import type { Context } from "../context/index.ts";
import { newId } from "../orders/index.ts";
import type { Call } from "./operation.ts";
import type { Written } from "./perform.ts";
import { Problem } from "./problems.ts";

/** Who runs a call holds it for so long and prolongs that; when the process dies, a repeat takes the call over after it. */
const LEASE_MS = 20_000;
/** So long a repeat waits for the first run before it is told to come again. */
const WAIT_MS = 2_000;
const LOOK_EVERY_MS = 150;
/** Input that is at fault is refused before anything happens, wherever it is found: the corrected call may use the same key. */
const NOTHING_BEGUN = 400;

/** A call under an Idempotency-Key. The key belongs to the account, whichever of its API keys is used. */
export type KeyedCall = { readonly idempotencyKey: string; readonly apiKeyId: string; readonly fingerprint: string };

const writtenSchema = z.object({
  status: z.int(),
  contentType: z.string().nullable(),
  location: z.string().nullable(),
  body: z.string(),
}) satisfies z.ZodType<Written>;

/** Runs of this process that are not over yet, so that repeats of them need not look into the database again and again. */
const running = new Map<string, Promise<unknown>>();

/**
 * Runs a call at most once to its end, with Stripe's contract: the first answer is kept and every repeat gets it, also after a crash.
 * Of several at once one runs and the others wait for it. Refuses (`idempotency_key_reused`) another call under the same key, and
 * (`request_running`) a repeat that has waited for long. A run that threw did not come to an end: the next repeat takes it up.
 */
export async function once(
  ctx: Context,
  asked: KeyedCall,
  work: (call: Call) => Promise<Written>,
): Promise<Written & { isReplayed: boolean }> {
  const name = `${ctx.account.id} ${asked.idempotencyKey}`;
  const waitsUntil = performance.now() + WAIT_MS;
  for (let first = !running.has(name); ; first = false) {
    const known = first ? null : await ctx.db.read.apiRequests.byKey(ctx.account.id, asked.idempotencyKey);
    if (known) refuseAnother(known, asked);
    if (known?.sealedAnswer) return { ...opened(ctx, known.sealedAnswer), isReplayed: true };
    if (first || known === null || known.leaseUntil <= ctx.clock.now()) {
      const taken = await take(ctx, asked);
      if (taken) return runOf(ctx, name, taken, work);
      if (first) continue;
    }
    if (performance.now() >= waitsUntil)
      throw new Problem("request_running", "the first request with this Idempotency-Key has not ended yet: repeat it soon", {
        retryAfter: 2,
      });
    await Promise.race([running.get(name) ?? sleep(LOOK_EVERY_MS), sleep(waitsUntil - performance.now(), undefined, { ref: false })]);
  }
}

/** What makes two calls the same: method, address and body, however the body was written. */
export function fingerprintOf(call: { method: string; url: string; body: unknown }): string {
  return createHash("sha256")
    .update(JSON.stringify([call.method, call.url, sorted(call.body)]))
    .digest("hex");
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, each]) => [name, sorted(each)]);
}

function take(ctx: Context, asked: KeyedCall): Promise<ApiRequest | null> {
  const createdAt = ctx.clock.now();
  return ctx.db.read.apiRequests.take({ ...asked, id: newId(), accountId: ctx.account.id, createdAt, leaseUntil: leaseFrom(createdAt) });
}

async function runOf(
  ctx: Context,
  name: string,
  request: ApiRequest,
  work: (call: Call) => Promise<Written>,
): Promise<Written & { isReplayed: boolean }> {
  const run = finish(ctx, request, work);
  const over = run.then(
    () => undefined,
    () => undefined,
  );
  running.set(name, over);
  try {
    return await run;
  } finally {
    if (running.get(name) === over) running.delete(name);
  }
}

async function finish(
  ctx: Context,
  request: ApiRequest,
  work: (call: Call) => Promise<Written>,
): Promise<Written & { isReplayed: boolean }> {
  const { apiRequests } = ctx.db.read;
  const hold = (until: Date) =>
    apiRequests
      .hold(request, until)
      .catch((error: unknown) => ctx.log.warn({ err: error, request: request.id }, "a lease was not changed"));
  const prolonging = setInterval(() => void hold(leaseFrom(ctx.clock.now())), LEASE_MS / 3).unref();
  try {
    const answer = await work({ requestId: request.id, isRepeat: request.runs > 1, startedAt: request.createdAt });
    if (answer.status === NOTHING_BEGUN) {
      await apiRequests.forget(request);
      return { ...answer, isReplayed: false };
    }
    const sealedAnswer = ctx.vault.seal(JSON.stringify(answer));
    if (await apiRequests.answer(request.id, { status: answer.status, sealedAnswer, at: ctx.clock.now() }))
      return { ...answer, isReplayed: false };
    const quicker = await apiRequests.byKey(ctx.account.id, request.idempotencyKey); // it took over while we were held up
    if (!quicker?.sealedAnswer) throw new Error(`request ${request.id} was answered by nobody`);
    return { ...opened(ctx, quicker.sealedAnswer), isReplayed: true };
  } catch (error) {
    await hold(ctx.clock.now());
    throw error;
  } finally {
    clearInterval(prolonging);
  }
}

function refuseAnother(known: ApiRequest, asked: KeyedCall): void {
  if (known.fingerprint === asked.fingerprint) return;
  throw new Problem("idempotency_key_reused", "this Idempotency-Key came with another method, address or body before: use a new one", {
    fields: [{ field: "Idempotency-Key", fault: "reused" }],
  });
}

function opened(ctx: Context, sealed: string): Written {
  return writtenSchema.parse(JSON.parse(ctx.vault.open(sealed)));
}

function leaseFrom(now: Date): Date {
  return new Date(now.getTime() + LEASE_MS);
}
