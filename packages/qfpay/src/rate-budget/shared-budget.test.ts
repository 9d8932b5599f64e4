import { afterAll, beforeAll, expect, it } from "vitest";
import { isRateLimited } from "../outcome/index.ts";
import { clientOf } from "../testing/client.ts";
import { type GatewayServer, startGatewayServer } from "../testing/gateway-server.ts";
import { createRateBudget, QFPAY_LIMITS, type RateBudget, type RateTimer, unlimitedBudget } from "./index.ts";

let server: GatewayServer;
beforeAll(async () => {
  server = await startGatewayServer();
});
afterAll(() => server.stop());

it("sends nothing during the pause that a 429 to any client of the merchant began", async () => {
  const due: (() => void)[] = [];
  let now = 0;
  const timer: RateTimer = {
    nowMs: () => now,
    after: (_ms, run) => {
      due.push(run);
      return () => void due.splice(0, due.length);
    },
  };
  const budget = createRateBudget({ limits: QFPAY_LIMITS, timer, random: () => 0.5 });
  const [till, sweeper] = [clientOf(server.base, { budget }), clientOf(server.base, { budget })];
  server.answers((_request, response) => response.writeHead(429).end());
  expect(isRateLimited(await till.client.enquire({ syssn: ["1"] }))).toBe(true);
  expect(till.events.map((event) => event.event)).toEqual(["rateLimited"]);

  server.says({ respcd: "0000", data: [] });
  const later = sweeper.client.enquire({ syssn: ["1"] }, { priority: "sweep" });
  expect(server.seen).toHaveLength(1);
  now = 750; // half a second and half of the other half
  for (const run of due.splice(0, due.length)) run();
  expect((await later).kind).toBe("accepted");
  expect(server.seen).toHaveLength(2);
});

it("says rate limited, sending nothing, when the budget has no room in time", async () => {
  const full: RateBudget = { ...unlimitedBudget, acquire: async () => "refused" };
  const before = server.seen.length;
  const { client } = clientOf(server.base, { budget: full });
  expect(await client.enquire({ syssn: ["1"] })).toMatchObject({
    kind: "unknown",
    cause: { reason: "rateLimited", by: "budget" },
    raw: null,
  });
  expect(server.seen).toHaveLength(before);
});

it("lets a person wait for room for half of the call's patience, and a sweep for minutes", async () => {
  const waits: number[] = [];
  const slow: RateBudget = {
    ...unlimitedBudget,
    acquire: async (_priority, maxWaitMs) => {
      waits.push(maxWaitMs);
      return "granted";
    },
  };
  server.says({ respcd: "0000", data: [] });
  const { client } = clientOf(server.base, { budget: slow, timeouts: { moneyMs: 10_000, readMs: 5_001 } });
  await client.enquire({ syssn: ["1"] });
  await client.enquire({ syssn: ["1"] }, { priority: "sweep" });
  expect(waits).toEqual([2_501, 120_000]);
});
