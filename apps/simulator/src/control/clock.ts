import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { readWireTime, toWireTime } from "../wire/index.ts";
import type { World } from "../world.ts";
import { sendJson } from "./reply.ts";

/** An instant as text: QFPay's own at UTC+8, or ISO with its zone. */
export const instantText = z
  .string()
  .transform((text) => readWireTime(text) ?? (/T.*(Z|[+-]\d\d:\d\d)$/.test(text) ? new Date(text) : undefined))
  .refine(
    (instant) => instant !== undefined && !Number.isNaN(instant.getTime()),
    "write YYYY-MM-DD hh:mm:ss at UTC+8, or an ISO time with its zone",
  );

const clockBody = z.union([
  z.strictObject({ real: z.literal(true) }),
  z.strictObject({
    now: instantText.optional(),
    /** Negative jumps back. */
    advanceMs: z.number().int().optional(),
    rate: z.number().min(0).max(1_000_000).optional(),
  }),
]);

/** The simulated clock. What has become due by a jump is done at once. */
export function clockRoutes(app: FastifyInstance, world: World): void {
  app.get("/control/clock", (_request, reply) => sendJson(reply, clockShown(world)));

  app.post("/control/clock", (request, reply) => {
    const body = clockBody.parse(request.body);
    if ("real" in body) world.clock.setToReal();
    else world.clock.set({ now: laterBy(body.now ?? world.clock.now(), body.advanceMs ?? 0), rate: body.rate });
    world.book.record({ entry: "clock", ...world.clock.anchor });
    return sendJson(reply, clockShown(world));
  });
}

function laterBy(instant: Date, milliseconds: number): Date {
  return new Date(instant.getTime() + milliseconds);
}

function clockShown(world: World) {
  const now = world.clock.now();
  return { now: now.toISOString(), wire: toWireTime(now), rate: world.clock.anchor.rate };
}
