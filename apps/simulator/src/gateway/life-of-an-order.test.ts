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

type Row = Record<string, string>;
const rows = async (params: Record<string, string>): Promise<Row[]> => {
  const { body } = await merchant.post("/trade/v1/query", params);
  return JSON.parse(JSON.stringify(body["data"]));
};
const states = async (params: Record<string, string>) =>
  (await rows(params)).map((row) => [row["order_type"], row["respcd"], row["cancel"]]);
const at = (now: string) => simulator.control("/clock", { now });
const payOrder = (out_trade_no: string, more = {}) => simulator.control("/orders/pay", { out_trade_no, ...more });
const made = async (out_trade_no: string, txamt = "1000") => String((await merchant.makeQr({ out_trade_no, txamt })).body["syssn"]);
const refund = async (syssn: string, out_trade_no: string, txamt: string) =>
  (await merchant.post("/trade/v1/refund", { syssn, out_trade_no, txamt, txdtm: "2026-03-10 12:00:00" })).body;
const close = async (params: Record<string, string>) =>
  (await merchant.post("/trade/v1/close", { txamt: "1000", txdtm: "2026-03-10 12:00:00", ...params })).body;

describe("a QR order", () => {
  it("is 1143 until it is paid, then 0000 with the wallet's numbers", async () => {
    const syssn = await made("A");
    expect(await states({ syssn })).toEqual([["payment", "1143", "0"]]);
    await at("2026-03-10 12:00:40");
    await payOrder("A");
    const [row] = await rows({ syssn });
    expect(row).toMatchObject({
      respcd: "0000",
      sysdtm: "2026-03-10 12:00:00",
      paydtm: "2026-03-10 12:00:40",
      txamt: "1000",
      cancel: "0",
      cardtp: "5",
    });
    expect(row?.["chnlsn"]).toMatch(/^4200\d{24}$/);
    expect(row?.["cardcd"]).toMatch(/^o\w{27}$/);
  });

  it("expires after 30 minutes, or after expired_time, and cannot be paid then", async () => {
    await made("A");
    await merchant.makeQr({ out_trade_no: "B", expired_time: "5" });
    await at("2026-03-10 12:05:00");
    expect([await states({ out_trade_no: "A" }), await states({ out_trade_no: "B" })]).toEqual([
      [["payment", "1143", "0"]],
      [["payment", "1181", "0"]],
    ]);
    expect((await payOrder("B")).status).toBe(409);
    await at("2026-03-10 12:30:00");
    expect(await states({ out_trade_no: "A" })).toEqual([["payment", "1181", "0"]]);
  });

  it("stays open when the customer cancels, and fails for good when the wallet refuses", async () => {
    await made("A");
    await simulator.control("/orders/cancel", { out_trade_no: "A" });
    expect(await states({ out_trade_no: "A" })).toEqual([["payment", "1143", "0"]]);
    await simulator.control("/orders/fail", { out_trade_no: "A", respcd: "1201" });
    expect(await states({ out_trade_no: "A" })).toEqual([["payment", "1201", "0"]]);
    expect((await payOrder("A")).status).toBe(409);
  });

  it("turns paid all the same when money arrives late", async () => {
    await made("A");
    await at("2026-03-10 13:00:00");
    expect((await payOrder("A", { late: true })).status).toBe(200);
    expect(await states({ out_trade_no: "A" })).toEqual([["payment", "0000", "0"]]);
  });
});

describe("close and reversal", () => {
  it.each(["/trade/v1/close", "/trade/v1/reversal"])("%s ends an unpaid order by GET and by POST", async (path) => {
    const params = { out_trade_no: "A", txamt: "1000", txdtm: "2026-03-10 12:00:00" };
    const syssn = await made("A");
    const closed = await merchant.post(path, params);
    expect(closed.body).toMatchObject({ respcd: "0000", orig_syssn: syssn, out_trade_no: "A" });
    expect(closed.body["syssn"]).not.toBe(syssn);
    expect(await states({ out_trade_no: "A" })).toEqual([["payment", "1142", "2"]]);
    expect((await merchant.get(path, params)).body["respcd"]).toBe("1142");
  });

  it("tells a paid, an expired and an unknown order apart, and does not look at txamt", async () => {
    await made("PAID");
    await payOrder("PAID");
    await made("OLD");
    await at("2026-03-10 12:30:00");
    await made("OPEN");
    expect((await close({ out_trade_no: "PAID" }))["respcd"]).toBe("1260");
    expect((await close({ out_trade_no: "OLD" }))["respcd"]).toBe("1181");
    expect((await close({ out_trade_no: "NONE" }))["respcd"]).toBe("1136");
    expect((await close({ out_trade_no: "OPEN", txamt: "7" }))["respcd"]).toBe("0000");
    expect((await merchant.post("/trade/v1/close", { txamt: "1", txdtm: "2026-03-10 12:00:00" })).body["respcd"]).toBe("1104");
  });

  it("closes every QR code of an order that was sent twice", async () => {
    await made("A");
    await made("A");
    await close({ out_trade_no: "A" });
    expect(await states({ out_trade_no: "A" })).toEqual([
      ["payment", "1142", "2"],
      ["payment", "1142", "2"],
    ]);
  });

  it("answers 1297 where the channel cannot cancel", async () => {
    await simulator.control("/rules", { cancelSupported: false });
    await made("A");
    expect((await close({ out_trade_no: "A" }))["respcd"]).toBe("1297");
  });
});

describe("refund", () => {
  it("is a row of its own; the payment keeps 0000 and shows cancel 5, then 3", async () => {
    const syssn = await made("A");
    await payOrder("A");
    const first = await refund(syssn, "R1", "400");
    expect(first).toMatchObject({
      respcd: "0000",
      orig_syssn: syssn,
      out_trade_no: "R1",
      txamt: "400",
      cash_refund_fee: "400",
      cash_refund_fee_type: "HKD",
    });
    expect(await states({ out_trade_no: "A" })).toEqual([["payment", "0000", "5"]]);
    await refund(syssn, "R2", "600");
    expect(await states({ out_trade_no: "A" })).toEqual([["payment", "0000", "3"]]);
    const [row] = await rows({ out_trade_no: "R1" });
    expect(row).toMatchObject({ order_type: "refund", respcd: "0000", origssn: syssn, txamt: "400" });
  });

  it("has a code for every reason to refuse", async () => {
    const syssn = await made("A");
    expect((await refund(syssn, "R0", "1"))["respcd"]).toBe("1261");
    await payOrder("A");
    expect((await refund(syssn, "R1", "1001"))["respcd"]).toBe("1272");
    expect((await refund("20260310000000000000000000", "R1", "1"))["respcd"]).toBe("1268");
    await refund(syssn, "R1", "1000");
    expect((await refund(syssn, "R2", "1"))["respcd"]).toBe("1264");
    const again = await refund(syssn, "R1", "1");
    expect([again["respcd"], again["syssn"]]).toEqual(["1251", null]);
    expect(again["resperr"]).toContain("out_trade_no");
    expect((await refund(syssn, "A", "1"))["respcd"]).toBe("1251");
    const closed = await made("C");
    await close({ out_trade_no: "C" });
    expect((await refund(closed, "R3", "1"))["respcd"]).toBe("1264");
  });

  it("is paid from the day's unsettled takings", async () => {
    const syssn = await made("A");
    await payOrder("A");
    await at("2026-03-11 12:00:00");
    expect((await refund(syssn, "R1", "300"))["respcd"]).toBe("1269");
    await made("B", "500");
    await payOrder("B");
    expect((await refund(syssn, "R1", "300"))["respcd"]).toBe("0000");
    expect((await refund(syssn, "R2", "201"))["respcd"]).toBe("1269");
    await simulator.control("/rules", { refundFromTakings: false });
    expect((await refund(syssn, "R2", "201"))["respcd"]).toBe("0000");
  });

  it("rests from 23:30 to 00:30", async () => {
    const syssn = await made("A");
    await payOrder("A");
    await at("2026-03-10 23:29:59");
    expect((await refund(syssn, "R1", "1"))["respcd"]).toBe("0000");
    await at("2026-03-10 23:30:00");
    expect((await refund(syssn, "R2", "1"))["respcd"]).toBe("1265");
    await at("2026-03-11 00:29:59");
    expect((await refund(syssn, "R2", "1"))["respcd"]).toBe("1265");
    await at("2026-03-11 00:30:00");
    expect((await refund(syssn, "R2", "1"))["respcd"]).toBe("1269");
    await simulator.control("/rules", { refundBlackout: false });
    await at("2026-03-10 23:30:00");
    expect((await refund(syssn, "R2", "1"))["respcd"]).toBe("0000");
  });

  it("can be told to refuse parts", async () => {
    await simulator.control("/rules", { partialRefunds: false });
    const syssn = await made("A");
    await payOrder("A");
    expect((await refund(syssn, "R1", "1"))["respcd"]).toBe("1271");
    expect((await refund(syssn, "R1", "1000"))["respcd"]).toBe("0000");
  });
});

describe("enquiry", () => {
  it("finds nothing as 0000 with an empty list, and prints page and page_size as numbers", async () => {
    expect((await merchant.post("/trade/v1/query", { out_trade_no: "NONE" })).body).toMatchObject({
      respcd: "0000",
      page: 1,
      page_size: 10,
      data: [],
    });
  });

  it("takes lists, filters and pages, newest first", async () => {
    for (const [index, name] of ["A", "B", "C"].entries()) {
      await at(`2026-03-10 12:00:0${index}`);
      await made(name);
    }
    await payOrder("B");
    const names = async (params: Record<string, string>) => (await rows(params)).map((row) => row["out_trade_no"]);
    expect(await names({})).toEqual(["C", "B", "A"]);
    expect(await names({ out_trade_no: "A,C,NONE" })).toEqual(["C", "A"]);
    expect(await names({ respcd: "0000" })).toEqual(["B"]);
    expect(await names({ pay_type: "800207" })).toEqual([]);
    expect(await names({ page: "2", page_size: "2" })).toEqual(["A"]);
    expect((await merchant.get("/trade/v1/query", { page_size: "500" })).body["page_size"]).toBe(100);
    expect(await names({ start_time: "2026-03-10 12:00:01", end_time: "2026-03-10 12:00:01" })).toEqual(["B"]);
  });

  it("looks at the current month unless told otherwise, also for out_trade_no, but not for syssn", async () => {
    const syssn = await made("A");
    await at("2026-04-01 00:00:00");
    expect(await states({ out_trade_no: "A" })).toEqual([]);
    expect(await states({ out_trade_no: "A", start_time: "2026-03-01 00:00:00", end_time: "2026-03-31 23:59:59" })).toHaveLength(1);
    expect(await states({ syssn })).toHaveLength(1);
  });

  it("keeps a window within one month and lists within 128 characters", async () => {
    const code = async (params: Record<string, string>) => (await merchant.post("/trade/v1/query", params)).body["respcd"];
    expect(await code({ start_time: "2026-03-31 00:00:00", end_time: "2026-04-01 00:00:00" })).toBe("1104");
    expect(await code({ start_time: "2026-03-02 00:00:00", end_time: "2026-03-01 00:00:00" })).toBe("1104");
    expect(await code({ start_time: "2026-03-02" })).toBe("1103");
    expect(await code({ syssn: Array.from({ length: 5 }, () => "2".repeat(26)).join(",") })).toBe("1104");
    expect(await code({ page: "0" })).toBe("1104");
    await simulator.control("/rules", { queryNeedsFilter: true });
    expect(await code({ pay_type: "800201" })).toBe("1104");
  });
});

describe("a note", () => {
  it("goes with a payment of a merchant without an mchid, under his app code", async () => {
    const syssn = await made("A");
    const note = (code: string) => merchant.post("/trade/v1/add_note", { code, syssn, note: "客人已取貨 + 5%" });
    expect((await note("SANDBOXAPPCODE000000000000000001")).body).toMatchObject({ respcd: "0000", data: { syssn } });
    expect((await note("another")).body["respcd"]).toBe("1104");
  });
});
