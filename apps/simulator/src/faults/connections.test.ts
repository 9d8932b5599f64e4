import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { APP_CODE, inTime, type Merchant, merchantOf, rawCall, startForTest, type TestSimulator } from "../testing/index.ts";

let simulator: TestSimulator;
let merchant: Merchant;
let number = 0;

beforeAll(async () => {
  simulator = await startForTest();
  merchant = merchantOf(simulator.url);
  await simulator.control("/clock", { now: "2026-03-10 12:00:00", rate: 0 });
  await simulator.control("/rules", { rateLimit: false });
});
afterAll(() => simulator.stop());

/** Makes one order that meets `action`; says what came back, and whether the order exists. */
async function struck(action: Record<string, unknown>) {
  number += 1;
  const out_trade_no = `C-${number}`;
  const added = await simulator.control("/faults", { match: { operation: "payment", outTradeNo: out_trade_no }, action });
  expect([added.status, added.text]).toEqual([201, expect.any(String)]);
  const params = { txamt: "301", txcurrcd: "HKD", pay_type: "800201", out_trade_no, txdtm: "2026-03-10 12:00:00" };
  const answer = await rawCall(simulator.url, merchant, "/trade/v1/payment", params);
  const rows: unknown = (await merchant.post("/trade/v1/query", { out_trade_no })).body["data"];
  return { answer, exists: Array.isArray(rows) && rows.length === 1 };
}
const wholeLength = async () => (await struck({ delayMs: 0 })).answer.body.length;

// biome-ignore format: one case a line
const CASES: readonly [Record<string, unknown>, { ended: string; status?: number; exists: boolean }][] = [
  [{ delayMs: 30 }, { ended: "whole", status: 200, exists: true }],
  [{ delayMs: 30, when: "after" }, { ended: "whole", status: 200, exists: true }],
  [{ dropBeforeProcessing: true }, { ended: "none", exists: false }],
  [{ dropAfterProcessing: true }, { ended: "none", exists: true }],
  [{ hangMs: 30 }, { ended: "none", exists: false }],
  [{ hangMs: 30, processed: true }, { ended: "none", exists: true }],
  [{ cutAtByte: 0 }, { ended: "cut", status: 200, exists: true }],
  [{ cutAtByte: 1 }, { ended: "cut", status: 200, exists: true }],
  [{ cutAtByte: 100 }, { ended: "cut", status: 200, exists: true }],
  [{ cutAtByte: -1 }, { ended: "cut", status: 200, exists: true }],
  [{ cutAtByte: 1_000_000 }, { ended: "whole", status: 200, exists: true }],
  [{ bytesPerSecond: 20_000 }, { ended: "whole", status: 200, exists: true }],
  [{ httpStatus: 429, retryAfterS: 2 }, { ended: "whole", status: 429, exists: false }],
  [{ httpStatus: 502 }, { ended: "whole", status: 502, exists: false }],
  [{ httpStatus: 503, body: "nothing" }, { ended: "whole", status: 503, exists: false }],
  [{ httpStatus: 504, processed: true }, { ended: "whole", status: 504, exists: true }],
  [{ httpStatus: 500, body: "answer" }, { ended: "whole", status: 500, exists: true }],
  [{ httpStatus: 201, body: "answer" }, { ended: "whole", status: 201, exists: true }],
  [{ httpStatus: 500, text: '{"error": "x"}', contentType: "application/json" }, { ended: "whole", status: 500, exists: false }],
];

describe("a connection", () => {
  it.each(CASES)("that meets %j ends as told, and the order exists or not as told", async (action, { ended, status, exists }) => {
    const met = await struck(action);
    expect([met.answer.ended, met.answer.status, met.exists]).toEqual([ended, status, exists]);
  });

  it.each([
    ["before", 0],
    ["after", 1],
  ] as const)("can be made to wait %s the order is made", async (when, orders) => {
    const match = { operation: "payment", outTradeNo: `WAIT-${when}` };
    await simulator.control("/faults", { match, action: { delayMs: 600_000, when } });
    const call = new AbortController();
    const body = new URLSearchParams({
      txamt: "301",
      txcurrcd: "HKD",
      pay_type: "800201",
      out_trade_no: match.outTradeNo,
      txdtm: "2026-03-10 12:00:00",
    });
    const identity = { "x-qf-appcode": APP_CODE, "x-qf-sign": merchant.sign(Object.fromEntries(body)) };
    const waiting = fetch(`${simulator.url}/trade/v1/payment`, { method: "POST", body, headers: identity, signal: call.signal });
    await inTime(async () => expect((await simulator.control("/faults/log")).text).toContain(match.outTradeNo));
    expect((await merchant.post("/trade/v1/query", { out_trade_no: match.outTradeNo })).body["data"]).toHaveLength(orders);
    call.abort();
    await expect(waiting).rejects.toThrow();
  });

  it("is cut at the very byte, with the whole length promised", async () => {
    const whole = await wholeLength();
    for (const [cutAtByte, came] of [
      [0, 0],
      [1, 1],
      [100, 100],
      [-1, whole - 1],
      [-5000, 0],
    ] as const) {
      const { answer } = await struck({ cutAtByte });
      expect([cutAtByte, answer.headers["content-length"], answer.body.length]).toEqual([cutAtByte, String(whole), came]);
    }
  });

  it("drips, and gives the whole answer in the end", async () => {
    const { answer } = await struck({ bytesPerSecond: 10_000 });
    expect(JSON.parse(answer.body.toString())).toMatchObject({ respcd: "0000" });
    expect(answer.pieces).toBeGreaterThan(1);
  });

  it("carries the body and the headers of another status", async () => {
    const page = (await struck({ httpStatus: 429, retryAfterS: 2 })).answer;
    expect([page.headers["retry-after"], page.headers["content-type"], page.body.toString()]).toEqual([
      "2",
      "text/html",
      expect.stringContaining("429 Too Many Requests"),
    ]);
    expect((await struck({ httpStatus: 503, body: "nothing" })).answer.body).toHaveLength(0);
    expect(JSON.parse((await struck({ httpStatus: 500, body: "answer" })).answer.body.toString())).toMatchObject({ respcd: "0000" });
    const own = (await struck({ httpStatus: 500, text: '{"error": "x"}', contentType: "application/json" })).answer;
    expect([own.headers["content-type"], own.body.toString()]).toEqual(["application/json", '{"error": "x"}']);
  });

  it("that hangs is given up when the caller hangs up", async () => {
    await simulator.control("/faults", { match: { operation: "query" }, action: { hangMs: 60_000 } });
    const impatient = merchantOf(simulator.url).raw("POST", "/trade/v1/query", undefined, {});
    const given = await Promise.race([impatient.catch(() => "dropped"), new Promise((resolve) => setTimeout(resolve, 50, "hanging"))]);
    expect(given).toBe("hanging"); // stopping the simulator ends it, or this file would never end
  });
});

describe("the address that the customer's browser opens", () => {
  const open = () => fetch(`${simulator.url}/tool/v1/get_weixin_oauth_code?app_code=X`, { redirect: "manual" });
  const meets = (action: Record<string, unknown>) =>
    simulator.control("/faults", { match: { operation: "get_weixin_oauth_code" }, action });

  it("meets faults as well", async () => {
    await meets({ httpStatus: 503 });
    expect((await open()).status).toBe(503);
    await meets({ respcd: "1100" });
    expect(await (await open()).json()).toMatchObject({ respcd: "1100" });
    await meets({ dropBeforeProcessing: true });
    await expect(open()).rejects.toThrow();
    expect(await (await open()).json()).toMatchObject({ respcd: "1108" });
  });
});
