import type { Actor } from "@tillbook/api/context";
import { createForgedIntake, takeNotification } from "@tillbook/api/observations";
import { HEADERS, NOTIFICATION_ANSWER } from "@tillbook/qfpay/names";
import type { FastifyInstance } from "fastify";
import type { Contexts, Deps } from "../deps.ts";

const MAX_BYTES = 64 * 1024;
const NOTIFICATION: Actor = { kind: "system", name: "notification" };

/** Where QFPay posts its notifications: one address for every account. docs/qfpay.md#notifications */
export async function qfpayNotificationRoutes(app: FastifyInstance, { deps, contexts }: { deps: Deps; contexts: Contexts }): Promise<void> {
  app.removeAllContentTypeParsers();
  // The signature is over the bytes as received: re-serialised JSON signs differently.
  app.addContentTypeParser(
    ["application/json", "application/x-www-form-urlencoded", "text/plain"],
    { parseAs: "buffer", bodyLimit: MAX_BYTES },
    (_request, body, done) => done(null, body),
  );
  const system = { db: deps.db, clock: deps.clock, log: deps.log, keys: contexts.keys };
  const forged = createForgedIntake(system);
  app.post("/hooks/qfpay", async (request, reply) => {
    const signature = request.headers[HEADERS.sign.toLowerCase()];
    const taken = await takeNotification(system, (account) => contexts.from(account, NOTIFICATION), forged, {
      rawBody: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
      signature: typeof signature === "string" ? signature : undefined,
    });
    if (taken.is === "refused") return reply.code(401).send({ message: "the signature does not fit" });
    // QFPay stops repeating only on a 200 with this exact body, so it is answered after the observation is stored.
    return reply.code(200).type("text/plain").send(NOTIFICATION_ANSWER);
  });
}
