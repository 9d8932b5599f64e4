import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Merchant, merchantOf, startForTest, type TestSimulator } from "../testing/index.ts";

let simulator: TestSimulator;
let merchant: Merchant;

beforeEach(async () => {
  simulator = await startForTest();
  merchant = merchantOf(simulator.url);
  await simulator.control("/clock", { now: "2026-03-10 12:00:00", rate: 0 });
  await simulator.control("/rules", { rateLimit: false });
});
afterEach(() => simulator.stop());

const script = (operation: string, action: unknown, match = {}) => simulator.control("/faults", { match: { operation, ...match }, action });
const listed = async (path: string) => JSON.parse((await simulator.control(path)).text);
const rowCodes = async (out_trade_no: string) => {
  const { body } = await merchant.post("/trade/v1/query", { out_trade_no });
  return JSON.parse(JSON.stringify(body["data"])).map((row: { respcd: string }) => row.respcd);
};

describe("a dropped connection", () => {
  it("before processing leaves no order behind", async () => {
    await script("payment", { dropBeforeProcessing: true });
    await expect(merchant.makeQr()).rejects.toThrow();
    expect(await rowCodes("ORD-1")).toEqual([]);
  });

  it("after processing leaves the order behind", async () => {
    await script("payment", { dropAfterProcessing: true });
    await expect(merchant.makeQr()).rejects.toThrow();
    expect(await rowCodes("ORD-1")).toEqual(["1143"]);
  });
});

describe("an undecided answer", () => {
  it("to a creation has no QR code, though the order is there and can be paid", async () => {
    await script("payment", { respcd: "1145", queries: 2 });
    const { body } = await merchant.makeQr();
    expect([body["respcd"], body["qrcode"]]).toEqual(["1145", undefined]);
    await simulator.control("/orders/pay", { out_trade_no: "ORD-1" });
    expect([await rowCodes("ORD-1"), await rowCodes("ORD-1"), await rowCodes("ORD-1")]).toEqual([["1145"], ["1145"], ["0000"]]);
  });

  it("to a refund clears up after as many enquiries as were asked for", async () => {
    const made = await merchant.makeQr();
    await simulator.control("/orders/pay", { out_trade_no: "ORD-1" });
    await script("refund", { respcd: "1143", queries: 1 });
    const refund = { syssn: String(made.body["syssn"]), out_trade_no: "RF-1", txamt: "1", txdtm: "2026-03-10 12:00:00" };
    expect((await merchant.post("/trade/v1/refund", refund)).body["respcd"]).toBe("1143");
    expect([await rowCodes("RF-1"), await rowCodes("RF-1")]).toEqual([["1143"], ["0000"]]);
    expect(await rowCodes("ORD-1")).toEqual(["0000"]);
  });

  it("to an enquiry hides a payment for a while", async () => {
    await merchant.makeQr();
    await simulator.control("/orders/pay", { out_trade_no: "ORD-1" });
    await script("query", { respcd: "1145", queries: 2 }, { outTradeNo: "ORD-1" });
    expect([await rowCodes("ORD-1"), await rowCodes("ORD-1"), await rowCodes("ORD-1")]).toEqual([["1145"], ["1145"], ["0000"]]);
  });
});

describe("a script", () => {
  it("strikes from the nth matching call on, as often as it says, and leaves others alone", async () => {
    await script("payment", { respcd: "1143" }, { nth: 2, count: 2 });
    const codes: unknown[] = [];
    for (const name of ["A", "B", "C", "D"]) codes.push((await merchant.makeQr({ out_trade_no: name })).body["respcd"]);
    expect(codes).toEqual(["0000", "1143", "1143", "0000"]);
    await script("payment", { respcd: "1143" }, { outTradeNo: "F" });
    expect((await merchant.makeQr({ out_trade_no: "E" })).body["respcd"]).toBe("0000");
    expect((await merchant.makeQr({ out_trade_no: "F" })).body["respcd"]).toBe("1143");
  });

  it("is listed, ended, and every strike of it is in the log and in the book", async () => {
    await script("payment", { delayMs: 1 });
    await merchant.makeQr();
    expect((await listed("/faults")).faults).toMatchObject([{ id: "fault-1", met: 1, struck: 1 }]);
    expect((await listed("/faults/log")).log).toMatchObject([
      { fault: "fault-1", operation: "payment", out_trade_no: "ORD-1", action: { delayMs: 1 } },
    ]);
    expect((await fetch(`${simulator.url}/control/faults/fault-1`, { method: "DELETE" })).status).toBe(200);
    expect((await listed("/faults")).faults).toEqual([]);
  });

  it("with a chance draws the same calls for the same seed, in whatever order they come", async () => {
    const names = Array.from({ length: 40 }, (_, index) => `N-${index}`);
    const struckBy = async (seed: number, order: readonly string[], run: string) => {
      await fetch(`${simulator.url}/control/faults`, { method: "DELETE" });
      await simulator.control("/faults", { match: { operation: "query", chance: 0.5 }, action: { delayMs: 0 }, seed });
      const before = (await listed("/faults/log")).log.length;
      for (const name of order) await merchant.post("/trade/v1/query", { out_trade_no: name });
      const log: { out_trade_no: string }[] = (await listed("/faults/log")).log.slice(before);
      return { run, names: log.map((entry) => entry.out_trade_no).toSorted() };
    };
    const forwards = await struckBy(7, names, "forwards");
    const backwards = await struckBy(7, names.toReversed(), "backwards");
    const other = await struckBy(8, names, "other seed");
    expect(backwards.names).toEqual(forwards.names);
    expect(other.names).not.toEqual(forwards.names);
    expect(forwards.names.length).toBeGreaterThan(5);
    expect(forwards.names.length).toBeLessThan(35);
  });

  it("with a chance draws each call of one order anew, so that asking again gets through", async () => {
    await simulator.control("/faults", { match: { operation: "query", chance: 0.5 }, action: { dropBeforeProcessing: true }, seed: 3 });
    const tries = Array.from({ length: 12 }, () => "ORD-1");
    const results: boolean[] = [];
    for (const name of tries)
      results.push(
        await merchant.post("/trade/v1/query", { out_trade_no: name }).then(
          () => true,
          () => false,
        ),
      );
    expect(new Set(results)).toEqual(new Set([true, false]));
  });

  it("that cannot be is refused with a sentence", async () => {
    const wrong = await Promise.all([
      script("payment", { loseNotification: true }),
      script("payments", { delayMs: 1 }),
      script("query", { explode: true }),
    ]);
    expect(wrong.map((answer) => answer.status)).toEqual([400, 400, 400]);
    expect(String(wrong[0]?.json["error"])).toContain("belongs to another operation");
  });
});
