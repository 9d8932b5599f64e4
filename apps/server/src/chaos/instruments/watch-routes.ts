import type { FastifyInstance, FastifyRequest } from "fastify";
import { here, inFlow } from "./flow.ts";

/** Which requests are which flow. Others that change something are flows by their address, so that no step goes unseen. */
const FLOWS: readonly (readonly [method: string, address: RegExp, flow: string])[] = [
  ["POST", /^\/trpc\/orders\.create\b/, "create"],
  ["POST", /^\/trpc\/refunds\.create\b/, "refund"],
  ["POST", /^\/trpc\/orders\.cancel\b/, "cancel"],
  ["POST", /^\/trpc\/orders\.refreshQr\b/, "renew"],
  ["POST", /^\/trpc\/orders\.enquire\b/, "check"],
  ["POST", /^\/hooks\/qfpay\b/, "notification"],
  ["POST", /^\/p\/[^/]+\/start$/, "jsapi opening"],
  ["GET", /^\/p\/[^/]+\/return\//, "jsapi return"],
];

/** Makes every request that changes something a flow, from when it is read to just before its answer leaves. */
export function watchRoutes(app: FastifyInstance): void {
  // Behind the body: reading it loses the way that this context takes.
  app.addHook("preValidation", (request, _reply, done) => {
    const flow = flowOf(request);
    if (flow === null) return done();
    inFlow(flow, () => {
      here()?.met("request read");
      done();
    });
  });
  app.addHook("onSend", async () => here()?.met("before reply"));
}

function flowOf({ method, url, routeOptions }: FastifyRequest): string | null {
  const known = FLOWS.find(([verb, address]) => verb === method && address.test(url.split("?")[0] ?? ""));
  if (known) return known[2];
  return method === "GET" || method === "HEAD" || url.startsWith("/api/auth/") ? null : `${method} ${routeOptions.url ?? url}`;
}
