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

const calls = async (query = "") => JSON.parse((await simulator.control(`/calls${query}`)).text).calls;

describe("the log of calls", () => {
  it("says what was sent and what was answered, with the faults that struck", async () => {
    await simulator.control("/faults", { match: { operation: "payment" }, action: { dropAfterProcessing: true } });
    await merchant.makeQr({ out_trade_no: "A" }).catch(() => undefined);
    const { body } = await merchant.post("/trade/v1/query", { out_trade_no: "A,B" });
    const made = JSON.parse(JSON.stringify(body["data"]))[0].syssn;
    expect(await calls("?out_trade_no=A")).toEqual([
      { at: "2026-03-10 12:00:00", operation: "payment", out_trade_no: "A", syssn: made, faults: ["fault-1"] },
      { at: "2026-03-10 12:00:00", operation: "query", out_trade_no: "A,B", syssn: "", respcd: "0000", http_status: 200, faults: [] },
    ]);
    expect(await calls("?operation=payment")).toHaveLength(1);
    expect(await calls("?out_trade_no=B")).toHaveLength(1);
  });

  it("counts a call that was refused", async () => {
    await merchantOf(simulator.url, { clientKey: "wrong" }).makeQr({ out_trade_no: "A" });
    expect(await calls()).toMatchObject([{ operation: "payment", respcd: "1108", http_status: 200 }]);
  });
});

describe("the catalogue of faults", () => {
  it("names every action with its operations, every spoilt answer and every forgery", async () => {
    const { json } = await simulator.control("/faults/catalogue");
    expect(json["actions"]).toContainEqual({ name: "pendingRefund", operations: ["refund"] });
    expect(json["malformed"]).toContain("gzip-lie");
    expect(json["forgeries"]).toContainEqual({ name: "lower-case-sign", mustRefuse: false });
    expect(json["operations"]).toContain("charge");
  });
});
