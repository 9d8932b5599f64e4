import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inTime, type Merchant, merchantOf, startForTest, type TestSimulator } from "../testing/index.ts";

let simulator: TestSimulator;
let merchant: Merchant;

beforeEach(async () => {
  simulator = await startForTest();
  merchant = merchantOf(simulator.url);
  await simulator.control("/clock", { now: "2026-03-10 12:00:00", rate: 0 });
  await simulator.control("/rules", { issuedOpenid: false });
});
afterEach(() => simulator.stop());

const fault = (action: Record<string, unknown>) => simulator.control("/faults", { match: { operation: "charge" }, action });
const pay = (out_trade_no: string, more = {}) => simulator.control("/orders/pay", { out_trade_no, ...more });
const rows = async (out_trade_no: string): Promise<Record<string, string>[]> =>
  JSON.parse((await merchant.post("/trade/v1/query", { out_trade_no })).raw).data;
const codes = async (out_trade_no: string) => (await rows(out_trade_no)).map((row) => row["respcd"]);
const book = async () => JSON.parse((await simulator.control("/book")).text);
const at = (now: string) => simulator.control("/clock", { now });

describe("a customer who is charged twice", () => {
  it.each(["800201", "800207"])("for one %s order shows as two paid rows of one number", async (pay_type) => {
    await merchant.makeQr({ out_trade_no: "A", pay_type, ...(pay_type === "800207" ? { sub_openid: "oX" } : {}) });
    await fault({ chargeTwice: true });
    await pay("A");
    const [one, other] = await rows("A");
    expect([one?.["respcd"], other?.["respcd"], one?.["syssn"] === other?.["syssn"]]).toEqual(["0000", "0000", false]);
    expect(one?.["cardcd"]).toBe(other?.["cardcd"]);
    expect((await book()).doubles).toMatchObject([{ out_trade_no: "A", charged: 2, charged_sum: "602", refunded: 0 }]);
    const { notifications } = JSON.parse((await simulator.control("/notifications?out_trade_no=A")).text);
    expect(new Set(notifications.map((notice: { syssn: string }) => notice.syssn)).size).toBe(2);
  });

  it("can get either of the two back; the book says what was given back of the number", async () => {
    await merchant.makeQr({ out_trade_no: "A" });
    await pay("A", { times: 2 });
    const [twin] = await rows("A");
    const refund = { syssn: twin?.["syssn"] ?? "", out_trade_no: "R", txamt: "301", txdtm: "2026-03-10 12:00:00" };
    expect((await merchant.post("/trade/v1/refund", refund)).body["respcd"]).toBe("0000");
    expect((await book()).numbers).toMatchObject([
      {
        out_trade_no: "A",
        kind: "payment",
        charged: 2,
        refunded: 1,
        refunded_sum: "301",
        syssns: [expect.any(String), expect.any(String)],
      },
      { out_trade_no: "R", kind: "refund", charged: 0, refunded: 1, refunded_sum: "301" },
    ]);
  });
});

describe("money that moves late", () => {
  it("leaves the order unpaid, then expired, until it comes", async () => {
    await merchant.makeQr({ out_trade_no: "A", expired_time: "5" });
    await fault({ chargeLate: "after-expiry" });
    expect((await pay("A")).json["order"]).toMatchObject({ state: "open" });
    expect(await codes("A")).toEqual(["1143"]);
    expect((await pay("A")).json["error"]).toBe("the order is being paid");
    await at("2026-03-10 12:05:30");
    expect(await codes("A")).toEqual(["1181"]);
    await at("2026-03-10 12:06:00");
    await inTime(async () => expect(await codes("A")).toEqual(["0000"]));
    expect((await book()).rows).toMatchObject([{ state: "paid", happened_at: "2026-03-10T04:06:00.000Z" }]);
  });

  it("comes after the order was closed, and after the simulator started again", async () => {
    await merchant.makeQr({ out_trade_no: "A" });
    await fault({ chargeLate: 60_000 });
    await pay("A");
    await merchant.post("/trade/v1/close", { out_trade_no: "A", txamt: "301", txdtm: "2026-03-10 12:00:00" });
    expect(await codes("A")).toEqual(["1142"]);
    await simulator.restart();
    await at("2026-03-10 12:01:00");
    await inTime(async () => expect(await codes("A")).toEqual(["0000"]));
  });
});

describe("a clock that jumps", () => {
  it("ten minutes back uses no number twice, and forwards again brings what is due", async () => {
    await merchant.makeQr({ out_trade_no: "A" });
    expect((await simulator.control("/clock", { advanceMs: -600_000 })).json).toMatchObject({ wire: "2026-03-10 11:50:00" });
    await merchant.makeQr({ out_trade_no: "B" });
    const shown = (await book()).rows.map((row: { sysdtm: string }) => row.sysdtm);
    expect(shown).toEqual(["2026-03-10 12:00:00", "2026-03-10 11:50:00"]);
    const [a, b] = (await book()).rows;
    expect(a.syssn).not.toBe(b.syssn);
    await simulator.control("/clock", { advanceMs: 2_400_001 });
    expect(await codes("B")).toEqual(["1181"]);
  });
});
