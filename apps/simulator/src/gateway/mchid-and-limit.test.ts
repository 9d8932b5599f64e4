import { afterEach, describe, expect, it } from "vitest";
import { APP_CODE, CLIENT_KEY, merchantOf, startForTest, type TestSimulator } from "../testing/index.ts";

let simulator: TestSimulator;
afterEach(() => simulator.stop());

describe("mchid", () => {
  it("must be sent, and be the right one, where one was issued", async () => {
    simulator = await startForTest({ mchid: "ZaMVg12345" });
    expect((await merchantOf(simulator.url, { mchid: "ZaMVg12345" }).makeQr()).body["respcd"]).toBe("0000");
    expect((await merchantOf(simulator.url, { mchid: "Another" }).makeQr()).body["respcd"]).toBe("1108");
    expect((await merchantOf(simulator.url).makeQr()).body["respcd"]).toBe("1108");
  });

  it("must not be sent where none was issued", async () => {
    simulator = await startForTest();
    expect((await merchantOf(simulator.url, { mchid: "ZaMVg12345" }).makeQr()).body["respcd"]).toBe("1108");
    expect((await merchantOf(simulator.url).makeQr()).body["respcd"]).toBe("0000");
  });

  it("is not even sent empty where none was issued", async () => {
    simulator = await startForTest();
    expect((await merchantOf(simulator.url).makeQr({ mchid: "" })).body["respcd"]).toBe("1108");
  });

  it("keeps an agent's merchants apart: each has its own numbers and sees its own rows", async () => {
    simulator = await startForTest({ mchid: "M1" });
    const added = await simulator.control("/accounts", { app_code: APP_CODE, client_key: CLIENT_KEY, mchid: "M2", name: "Second" });
    expect(added.status).toBe(201);
    const [one, two] = [merchantOf(simulator.url, { mchid: "M1" }), merchantOf(simulator.url, { mchid: "M2" })];
    const made = await one.makeQr();
    expect((await two.makeQr()).body["respcd"]).toBe("0000");
    expect((await two.post("/trade/v1/query", { syssn: String(made.body["syssn"]) })).body["data"]).toEqual([]);
  });

  it("does not let one app code have two keys, or merchants with and without an mchid", async () => {
    simulator = await startForTest({ mchid: "M1" });
    expect((await simulator.control("/accounts", { app_code: APP_CODE, client_key: "other", mchid: "M2" })).status).toBe(409);
    expect((await simulator.control("/accounts", { app_code: APP_CODE, client_key: CLIENT_KEY })).status).toBe(409);
  });
});

describe("the rate limit", () => {
  const codes = async (count: number) => {
    const merchant = merchantOf(simulator.url);
    const answers = await Promise.all(Array.from({ length: count }, () => merchant.post("/trade/v1/query", { out_trade_no: "X" })));
    return answers.filter((answer) => answer.status === 429);
  };

  it("lets 100 requests a second through and answers the next with a 429 that is no JSON", async () => {
    simulator = await startForTest();
    await simulator.control("/clock", { now: "2026-03-10 12:00:00", rate: 0 });
    const refused = await codes(103);
    expect(refused).toHaveLength(3);
    expect(refused[0]?.raw).toMatch(/^<html>/);
    await simulator.control("/clock", { advanceMs: 1000 });
    expect(await codes(1)).toHaveLength(0);
  });

  it("lets 400 requests a minute through, and all of them when the rule is lifted", async () => {
    simulator = await startForTest();
    await simulator.control("/clock", { now: "2026-03-10 12:00:00", rate: 0 });
    for (let second = 0; second < 4; second += 1) {
      expect(await codes(100)).toHaveLength(0);
      await simulator.control("/clock", { advanceMs: 1000 });
    }
    expect(await codes(5)).toHaveLength(5);
    await simulator.control("/rules", { rateLimit: false });
    expect(await codes(5)).toHaveLength(0);
  });
});
