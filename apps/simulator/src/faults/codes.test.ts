import { CURRENT_CODES } from "@tillbook/qfpay/names";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Merchant, merchantOf, startForTest, type TestSimulator } from "../testing/index.ts";

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

const ODD = ["9999", "0001", "000", "00000", "0000 ", "", "OK", "１１４３"];
const script = (operation: string, action: Record<string, unknown>, match = {}) =>
  simulator.control("/faults", { match: { operation, ...match }, action });
const newNumber = () => {
  number += 1;
  return `K-${number}`;
};
/** The codes of the rows under a number; empty when QFPay finds none. */
const rowCodes = async (out_trade_no: string): Promise<string[]> => {
  const { data } = JSON.parse((await merchant.post("/trade/v1/query", { out_trade_no })).raw);
  return data.map((row: { respcd: string }) => row.respcd);
};
const made = async () => {
  const out_trade_no = newNumber();
  const { body } = await merchant.makeQr({ out_trade_no });
  return { out_trade_no, syssn: String(body["syssn"]) };
};

describe("any code", () => {
  it.each([...CURRENT_CODES, ...ODD])("%j can answer the making of an order that was not made", async (respcd) => {
    const out_trade_no = newNumber();
    await script("payment", { respcd, processed: false });
    const { status, body } = await merchant.makeQr({ out_trade_no });
    expect([status, body["respcd"], body["qrcode"], await rowCodes(out_trade_no)]).toEqual([200, respcd, undefined, []]);
    expect(body["resperr"]).toEqual(expect.any(String));
  });

  it.each([...CURRENT_CODES.slice(1), ...ODD])("%j can answer the making of an order that was made all the same", async (respcd) => {
    const out_trade_no = newNumber();
    await script("payment", { respcd, processed: true, queries: 0 });
    const { body } = await merchant.makeQr({ out_trade_no });
    expect([body["respcd"], body["qrcode"], body["syssn"]]).toEqual([respcd, undefined, expect.stringMatching(/^\d{26}$/)]);
    expect(await rowCodes(out_trade_no)).toEqual(["1143"]);
  });

  it.each([...CURRENT_CODES, ...ODD])("%j can answer an enquiry, and stand in a row of one", async (respcd) => {
    const { out_trade_no } = await made();
    await script("query", { respcd, level: "call" }, { outTradeNo: out_trade_no });
    expect((await merchant.post("/trade/v1/query", { out_trade_no })).body["respcd"]).toBe(respcd);
    await script("query", { respcd, processed: true }, { outTradeNo: out_trade_no });
    expect([await rowCodes(out_trade_no), await rowCodes(out_trade_no)]).toEqual([[respcd], ["1143"]]);
  });

  it("comes with any text, for refunds and closes too", async () => {
    const { out_trade_no, syssn } = await made();
    await simulator.control("/orders/pay", { out_trade_no });
    await script("refund", { respcd: "1265", resperr: "promotion", respmsg: "of the bank" });
    const refund = { syssn, out_trade_no: newNumber(), txamt: "1", txdtm: "2026-03-10 12:00:00" };
    expect((await merchant.post("/trade/v1/refund", refund)).body).toEqual({
      resperr: "promotion",
      respcd: "1265",
      respmsg: "of the bank",
    });
    const open = await made();
    await script("close", { respcd: "1297", processed: true });
    const close = { out_trade_no: open.out_trade_no, txamt: "301", txdtm: "2026-03-10 12:00:00" };
    expect((await merchant.post("/trade/v1/close", close)).body["respcd"]).toBe("1297");
    expect(await rowCodes(open.out_trade_no)).toEqual(["1142"]);
  });

  it("leaves a caller who cannot sign at 1108", async () => {
    await script("payment", { respcd: "1252" });
    const stranger = merchantOf(simulator.url, { clientKey: "wrong" });
    expect((await stranger.makeQr({ out_trade_no: newNumber() })).body["respcd"]).toBe("1108");
  });
});

describe("an answer that is not decided", () => {
  it("can stay so for ever, until the fault is ended", async () => {
    const out_trade_no = newNumber();
    await script("payment", { respcd: "1145", queries: "forever" });
    expect((await merchant.makeQr({ out_trade_no })).body["respcd"]).toBe("1145");
    await simulator.control("/orders/pay", { out_trade_no });
    for (let time = 0; time < 20; time += 1) expect(await rowCodes(out_trade_no)).toEqual(["1145"]);
    await fetch(`${simulator.url}/control/faults`, { method: "DELETE" });
    expect(await rowCodes(out_trade_no)).toEqual(["0000"]);
  });

  it("can be that of an order which enquiries do not find yet", async () => {
    const out_trade_no = newNumber();
    await script("payment", { absent: true, queries: 2 });
    expect((await merchant.makeQr({ out_trade_no })).body["respcd"]).toBe("0000");
    expect([await rowCodes(out_trade_no), await rowCodes(out_trade_no), await rowCodes(out_trade_no)]).toEqual([[], [], ["1143"]]);
    await script("query", { absent: true }, { outTradeNo: out_trade_no });
    expect([await rowCodes(out_trade_no), await rowCodes(out_trade_no)]).toEqual([[], ["1143"]]);
  });

  it("is drawn for an order in a batch as for the order alone", async () => {
    const names = (await Promise.all(Array.from({ length: 24 }, made))).map((order) => order.out_trade_no);
    const logged = async (): Promise<{ out_trade_no: string }[]> => JSON.parse((await simulator.control("/faults/log")).text).log;
    const struckBy = async (batches: readonly (readonly string[])[]) => {
      const action = { respcd: "1145", queries: 1 };
      await simulator.control("/faults", { match: { operation: "query", chance: 0.5 }, action, seed: 5 });
      const before = (await logged()).length;
      for (const batch of batches) await merchant.post("/trade/v1/query", { out_trade_no: batch.join() });
      await fetch(`${simulator.url}/control/faults`, { method: "DELETE" });
      return (await logged())
        .slice(before)
        .map((entry) => entry.out_trade_no)
        .toSorted();
    };
    const alone = await struckBy(names.map((name) => [name]));
    const inBatches = await struckBy([names.slice(0, 10), names.slice(10, 12), names.slice(12).toReversed()]);
    expect(inBatches).toEqual(alone);
    expect(alone.length).toBeGreaterThan(4);
    expect(alone.length).toBeLessThan(20);
  });

  it("strikes the orders of a batch one by one, and the others in it not at all", async () => {
    const [one, other] = [await made(), await made()];
    await script("query", { respcd: "1145", queries: 1 }, { outTradeNo: one.out_trade_no });
    const codes = async () => {
      const { data } = JSON.parse((await merchant.post("/trade/v1/query", { syssn: `${one.syssn},${other.syssn}` })).raw);
      return Object.fromEntries(data.map((row: { out_trade_no: string; respcd: string }) => [row.out_trade_no, row.respcd]));
    };
    expect(await codes()).toEqual({ [one.out_trade_no]: "1145", [other.out_trade_no]: "1143" });
    expect(await codes()).toEqual({ [one.out_trade_no]: "1143", [other.out_trade_no]: "1143" });
  });
});
