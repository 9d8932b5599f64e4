import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Merchant, merchantOf, startForTest, type TestSimulator } from "../testing/index.ts";

let simulator: TestSimulator;
let merchant: Merchant;

beforeEach(async () => {
  simulator = await startForTest();
  merchant = merchantOf(simulator.url);
  await simulator.control("/clock", { now: "2026-03-10 12:00:00", rate: 0 });
});
afterEach(() => simulator.stop());

const rules = (change: Record<string, unknown>) => simulator.control("/rules", change);
const at = (now: string) => simulator.control("/clock", { now });
const made = async (out_trade_no: string) => String((await merchant.makeQr({ out_trade_no, txamt: "1000" })).body["syssn"]);
const paid = async (out_trade_no: string) => {
  const syssn = await made(out_trade_no);
  await simulator.control("/orders/pay", { out_trade_no });
  return syssn;
};
const refund = async (syssn: string, out_trade_no: string, txamt: string) =>
  (await merchant.post("/trade/v1/refund", { syssn, out_trade_no, txamt, txdtm: "2026-03-10 12:00:00" })).body;
const rowOf = async (out_trade_no: string): Promise<Record<string, string>> =>
  JSON.parse((await merchant.post("/trade/v1/query", { out_trade_no })).raw).data[0] ?? {};
const bookOf = async (out_trade_no: string) => {
  const { rows } = JSON.parse((await simulator.control("/book")).text);
  return rows.find((row: { out_trade_no: string }) => row.out_trade_no === out_trade_no);
};

describe("the rules", () => {
  it("change one by one: what a change does not name stays", async () => {
    await rules({ rateLimit: false, cancelSupported: false });
    const { json } = await rules({ freshOpenid: true });
    expect(json["rules"]).toMatchObject({ rateLimit: false, cancelSupported: false, freshOpenid: true, refundBlackout: true });
  });

  it.each([
    [{ cancelSuported: false }, "cancelSuported"],
    [{ refundBlackoutFrom: "25:00:00" }, "refundBlackoutFrom: write the time of day as hh:mm:ss"],
    [{ refundEnd: "no" }, "refundEnd: a code of four digits"],
    [{ cancelMethod: "PUT" }, "cancelMethod"],
  ])("refuse %j with a sentence that names the field", async (change, name) => {
    const refused = await rules(change);
    expect([refused.status, refused.json["error"]]).toEqual([400, expect.stringContaining(name)]);
  });

  it("can be others for the calls of one order", async () => {
    await simulator.control("/faults", {
      match: { operation: "close", outTradeNo: "A", chance: 1 },
      action: { rules: { cancelSupported: false } },
    });
    const close = async (out_trade_no: string) => {
      await made(out_trade_no);
      return (await merchant.post("/trade/v1/close", { out_trade_no, txamt: "1000", txdtm: "2026-03-10 12:00:00" })).body["respcd"];
    };
    expect([await close("A"), await close("B")]).toEqual(["1297", "0000"]);
  });
});

describe("cancelling", () => {
  const PATHS = ["/trade/v1/close", "/trade/v1/reversal"] as const;
  // What each path answers by each method: a code, or the HTTP status where there is none.
  it.each([
    [{ cancelSupported: false }, ["1297", "1297", "1297", "1297"]],
    [{ cancelBy: "close" }, ["0000", "0000", "1297", "1297"]],
    [{ cancelBy: "reversal" }, ["1297", "1297", "0000", "0000"]],
    [{ cancelMethod: "GET" }, ["0000", 405, "0000", 405]],
    [{ cancelMethod: "POST" }, [405, "0000", 405, "0000"]],
    [{ cancelBy: "reversal", cancelMethod: "GET" }, ["1297", 405, "0000", 405]],
    [{}, ["0000", "0000", "0000", "0000"]],
  ])("under %j answers %j by GET and POST of /close and /reversal", async (change, expected) => {
    await rules(change);
    const answers: unknown[] = [];
    for (const path of PATHS)
      for (const method of ["get", "post"] as const) {
        const out_trade_no = `${path.slice(10)}-${method}`;
        await made(out_trade_no);
        const answer = await merchant[method](path, { out_trade_no, txamt: "1000", txdtm: "2026-03-10 12:00:00" });
        answers.push(answer.body["respcd"] ?? answer.status);
      }
    expect(answers).toEqual(expected);
  });
});

describe("refunds", () => {
  it("of parts can be barred with either code", async () => {
    const syssn = await paid("A");
    await rules({ partialRefunds: false, partialRefundCode: "1270" });
    expect((await refund(syssn, "R1", "1"))["respcd"]).toBe("1270");
    await rules({ partialRefundCode: "1271" });
    expect((await refund(syssn, "R1", "1"))["respcd"]).toBe("1271");
    expect((await refund(syssn, "R1", "1000"))["respcd"]).toBe("0000");
  });

  it("can be too late: 1265 with a text that tells it from the nightly pause", async () => {
    const syssn = await paid("A");
    await rules({ refundMaxAgeDays: 1, refundFromTakings: false });
    await at("2026-03-11 12:00:00");
    expect((await refund(syssn, "R1", "1"))["respcd"]).toBe("0000");
    await at("2026-03-11 12:00:01");
    const late = await refund(syssn, "R2", "1");
    expect([late["respcd"], late["respmsg"]]).toEqual(["1265", "refund period exceeded: 1 days"]);
    expect(late["resperr"]).not.toContain("23:30");
  });

  it("rest when they are told to, by day or across midnight", async () => {
    const syssn = await paid("A");
    await rules({ refundBlackoutFrom: "11:00:00", refundBlackoutUntil: "12:00:01", refundFromTakings: false });
    expect((await refund(syssn, "R1", "1"))["respcd"]).toBe("1265");
    await at("2026-03-10 12:00:01");
    expect((await refund(syssn, "R1", "1"))["respcd"]).toBe("0000");
    await rules({ refundBlackoutFrom: "22:00:00", refundBlackoutUntil: "02:00:00" });
    await at("2026-03-11 01:59:59");
    expect((await refund(syssn, "R2", "1"))["respcd"]).toBe("1265");
  });

  it("find no takings that were settled already, but those made since", async () => {
    const syssn = await paid("A");
    await at("2026-03-10 14:00:00");
    await rules({ takingsSince: "2026-03-10T05:00:00Z" });
    expect((await refund(syssn, "R1", "300"))["respcd"]).toBe("1269");
    await paid("B");
    expect((await refund(syssn, "R1", "300"))["respcd"]).toBe("0000");
    expect((await refund(syssn, "R2", "701"))["respcd"]).toBe("1272");
    await rules({ takingsSince: "2026-03-10T06:30:00Z" });
    expect((await refund(syssn, "R2", "700"))["respcd"]).toBe("1269");
  });
});

describe("a refund that takes its time", () => {
  const slow = (action: Record<string, unknown>) => simulator.control("/faults", { match: { operation: "refund" }, action });

  it("is pending for as many enquiries as told, then done, and only then told about", async () => {
    const syssn = await paid("A");
    await slow({ pendingRefund: "1143", queries: 2 });
    expect(await refund(syssn, "R1", "400")).toMatchObject({ respcd: "1143", syssn: expect.any(String), cash_refund_fee: "0" });
    const pending = await bookOf("R1");
    expect([pending.state, pending.happened_at]).toEqual(["pending", undefined]);
    expect([(await rowOf("R1"))["respcd"], (await rowOf("A"))["cancel"]]).toEqual(["1143", "0"]);
    await at("2026-03-10 12:05:00");
    expect((await rowOf("R1"))["respcd"]).toBe("1143");
    expect(await rowOf("R1")).toMatchObject({ respcd: "0000", paydtm: "2026-03-10 12:05:00" });
    expect([await bookOf("R1"), (await rowOf("A"))["cancel"]]).toMatchObject([
      { state: "done", happened_at: "2026-03-10T04:05:00.000Z" },
      "5",
    ]);
    const notices = JSON.parse((await simulator.control("/notifications?out_trade_no=R1")).text).notifications;
    expect(notices).toHaveLength(1);
  });

  it("can be refused in the end: the money stays and can be refunded again", async () => {
    const syssn = await paid("A");
    await slow({ pendingRefund: "2999", queries: 1, end: "1155" });
    expect((await refund(syssn, "R1", "1000"))["respcd"]).toBe("2999");
    expect([(await rowOf("R1"))["respcd"], (await rowOf("R1"))["respcd"]]).toEqual(["2999", "1155"]);
    expect(await bookOf("R1")).toMatchObject({ state: "failed" });
    expect(await bookOf("A")).toMatchObject({ refunded: "0" });
    expect((await refund(syssn, "R2", "1000"))["respcd"]).toBe("0000");
  });

  it("keeps its amount meanwhile, and others waiting unless told otherwise", async () => {
    const syssn = await paid("A");
    await slow({ pendingRefund: "1145", queries: "forever" });
    await refund(syssn, "R1", "600");
    expect((await refund(syssn, "R2", "600"))["respcd"]).toBe("1272");
    expect((await refund(syssn, "R2", "400"))["respcd"]).toBe("1155");
    await rules({ oneRefundAtATime: false });
    expect((await refund(syssn, "R2", "400"))["respcd"]).toBe("0000");
    for (let time = 0; time < 5; time += 1) expect((await rowOf("R1"))["respcd"]).toBe("1145");
  });

  it("can be ended by hand, once", async () => {
    const syssn = await paid("A");
    await rules({ refundPending: "1143", refundPendingQueries: 9 });
    await refund(syssn, "R1", "600");
    const ended = await simulator.control("/refunds/end", { out_trade_no: "R1", respcd: "0000" });
    expect(ended.json["refund"]).toMatchObject({ state: "done", amount: "600" });
    expect((await simulator.control("/refunds/end", { out_trade_no: "R1" })).status).toBe(409);
    expect((await simulator.control("/refunds/end", { out_trade_no: "NONE" })).status).toBe(404);
  });

  it("goes on from where it was when the simulator starts again", async () => {
    const syssn = await paid("A");
    await rules({ refundPending: "1143", refundPendingQueries: 2, refundEnd: "1205" });
    await refund(syssn, "R1", "600");
    expect((await rowOf("R1"))["respcd"]).toBe("1143");
    await simulator.restart();
    expect([(await rowOf("R1"))["respcd"], (await rowOf("R1"))["respcd"]]).toEqual(["1143", "1205"]);
  });

  it("is in no statement before it is done", async () => {
    const syssn = await paid("A");
    const lines = async () =>
      (await simulator.control("/statements/2026-03-10.csv")).text.split("\n").filter((line) => line.includes("REFUND"));
    await slow({ pendingRefund: "1143", queries: 1 });
    await refund(syssn, "R1", "400");
    expect(await lines()).toEqual([]);
    await rowOf("R1");
    expect(await lines()).toHaveLength(1);
  });
});
