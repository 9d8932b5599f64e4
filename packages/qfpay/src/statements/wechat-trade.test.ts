import { describe, expect, it } from "vitest";
import { fileRead, sample } from "./testing/read-file.ts";

const text = async (name: string): Promise<string> => (await sample(name)).toString();

describe("WeChat's trade bill", () => {
  it("gives payments, refunds and reversals, signed by their state, with fees from five decimals", async () => {
    const { lines, reading, profile } = await fileRead(await sample("wechat-trade-all.csv"));
    expect(profile).toBe("WECHAT_TRADE_ALL");
    expect(lines.map(({ line }) => [line.lineNo, line.lineType, line.grossMinor, line.feeMinor, line.netMinor])).toEqual([
      [2, "PAYMENT", 8_800n, 53n, 8_747n],
      [3, "PAYMENT", 600n, 4n, 596n],
      [4, "REFUND", -800n, -5n, -795n],
      [5, "CANCEL", -2_000n, 0n, -2_000n],
    ]);
    expect(reading).toMatchObject({ controlTotals: "OK", days: ["2026-03-10"], mchids: ["1900000101"] });
  });

  it("names the wallet's number, the order or its refund, and the time of the payment, but none of QFPay's", async () => {
    const { lines } = await fileRead(await sample("wechat-trade-all.csv"));
    expect(lines[0]?.line).toMatchObject({ chnlsn: "4200000000202603100000000001", outTradeNo: "SO-2001", syssn: null, sysdtm: null });
    expect(lines[0]?.line.paydtm).toEqual(new Date("2026-03-10T10:15:00+08:00"));
    expect(lines[2]?.line).toMatchObject({ chnlsn: "4200000000202603100000000001", outTradeNo: "RF-2001", status: "PROCESSING" });
  });

  it("keeps commas, quotes and JSON behind backticks", async () => {
    const { lines } = await fileRead(await sample("wechat-trade-all.csv"));
    expect(lines[0]?.line.remark).toBe('抹茶套裝,大杯 "熱"');
    expect(lines[0]?.raw).toContain('{"table":7,"note":"a,b"}');
  });

  it("is the same in GB18030 and behind gzip", async () => {
    const [plain, gbk, packed] = [
      await fileRead(await sample("wechat-trade-all.csv")),
      await fileRead(await sample("wechat-trade-all.gb18030.csv")),
      await fileRead(await sample("wechat-trade-all.csv.gz")),
    ];
    expect([plain.encoding, gbk.encoding, packed.container]).toEqual(["UTF-8-BOM", "GB18030", "GZIP"]);
    expect(gbk.reading.contentHash).toBe(plain.reading.contentHash);
    expect(packed.reading.contentHash).toBe(plain.reading.contentHash);
  });

  it("comes as payments alone, with the shop's number where it trades below a provider", async () => {
    const { lines, profile, reading } = await fileRead(await sample("wechat-trade-success.csv"));
    expect([profile, lines[0]?.line.mchid, reading.controlTotals]).toEqual(["WECHAT_TRADE_SUCCESS", "1900000202", "OK"]);
  });

  it("comes as refunds alone, which belong to the day on which they were accepted", async () => {
    const { lines, profile, reading } = await fileRead(await sample("wechat-trade-refund.csv"));
    expect([profile, reading.controlTotals]).toEqual(["WECHAT_TRADE_REFUND", "OK"]);
    expect(lines[0]?.line).toMatchObject({ tradeDate: "2026-03-10", grossMinor: -1_250n, feeMinor: -8n });
  });

  it("comes with 24 columns and full-width colons from older days", async () => {
    const { lines, reading } = await fileRead(await sample("wechat-trade-24-columns.gb18030.csv"));
    expect(reading.controlTotals).toBe("OK");
    expect(lines[0]?.line).toMatchObject({ grossMinor: 1n, paydtm: new Date("2014-11-10T16:33:45+08:00") });
  });

  it("is read by the names of its columns, whatever their order", async () => {
    const [header = "", row = "", titles = "", totals = ""] = (await text("wechat-trade-success.csv")).split("\n");
    const swap = (cells: string[]): string[] => [...cells.slice(0, 3), ...cells.slice(3).toReversed()];
    const swapped = [swap(header.split(",")).join(","), `\`${swap(row.slice(1).split(",`")).join(",`")}`, titles, totals].join("\n");
    const [plain, other] = [await fileRead(await sample("wechat-trade-success.csv")), await fileRead(swapped)];
    expect(other.reading.contentHash).toBe(plain.reading.contentHash);
    expect(other.signature).toBe(plain.signature);
  });

  it.each([
    ["a payment that is missing", (bill: string) => bill.split("\r\n").toSpliced(2, 1).join("\r\n"), { lines: -1, grossMinor: -600n }],
    ["a changed amount", (bill: string) => bill.replaceAll("`88.00", "`88.01"), { lines: 0, grossMinor: 1n }],
    ["a changed fee", (bill: string) => bill.replace("`0.04000", "`0.05000"), { lines: 0, feeMinor: 1n, netMinor: -1n }],
    ["a changed refund", (bill: string) => bill.replace("`8.00,`0.00,`ORIGINAL", "`9.00,`0.00,`ORIGINAL"), { grossMinor: -100n }],
  ])("finds %s by its row of totals", async (_case, change, difference) => {
    const { reading } = await fileRead(change(await text("wechat-trade-all.csv")));
    expect(reading.controlTotals).toBe("FAILED");
    expect(reading.totals[0]?.difference).toMatchObject(difference);
  });

  it.each([
    ["a total of coupons", "`0.00,`0.52000,`94.00,`28.00", "`5.00,`0.52000,`94.00,`28.00"],
    ["a total of orders", "`0.52000,`94.00,`28.00", "`0.52000,`95.00,`28.00"],
    ["a total of requested refunds", "`0.52000,`94.00,`28.00", "`0.52000,`94.00,`27.00"],
  ])("checks %s, too", async (_case, printed, lie) => {
    const { reading } = await fileRead((await text("wechat-trade-all.csv")).replace(printed, lie));
    expect(reading.controlTotals).toBe("FAILED");
    expect(reading.namedTotals?.filter(({ declared, counted }) => declared !== counted)).toHaveLength(1);
  });

  it("was cut off when its row of totals is not there", async () => {
    const bill = await text("wechat-trade-all.csv");
    const { reading } = await fileRead(bill.slice(0, bill.indexOf("总交易单数")));
    expect(reading.controlTotals).toBe("FAILED");
  });

  it("does not guess at a state it does not know, nor at a fee finer than a cent", async () => {
    const bill = (await text("wechat-trade-all.csv")).replace("`SUCCESS,`OTHERS", "`NOTPAY,`OTHERS").replace("`0.04000", "`0.03600");
    expect((await fileRead(bill)).reading.failedRows).toMatchObject([
      { lineNo: 2, column: "交易状态", reason: "UNKNOWN_LINE_TYPE", text: "NOTPAY" },
      { lineNo: 3, column: "手续费", reason: "TOO_MANY_DECIMALS", text: "0.03600" },
    ]);
  });

  it("shows order numbers that a spreadsheet has damaged", async () => {
    const { reading } = await fileRead((await text("wechat-trade-all.csv")).replaceAll("`4200000000202603100000000002", "`4.2E+27"));
    expect(reading.failedRows).toMatchObject([{ lineNo: 3, column: "chnlsn", reason: "ID_PRECISION_LOST" }]);
  });
});

describe("WeChat's fund flow", () => {
  it("gives movements with their balance, which settle nothing", async () => {
    const { flow, content, profile, reading } = await fileRead(await sample("wechat-fund-flow.csv"));
    expect([content, profile, reading.controlTotals]).toEqual(["FUND_FLOW", "WECHAT_FUND_FLOW", "OK"]);
    expect(flow.map(({ line }) => [line.businessName, line.amountMinor, line.balanceMinor])).toEqual([
      ["交易", 8_800n, 58_800n],
      ["扣除交易手续费", -53n, 58_747n],
      ["退款", -800n, 57_947n],
    ]);
  });

  it("says where the balance does not follow", async () => {
    const { reading } = await fileRead((await text("wechat-fund-flow.csv")).replace("`587.47", "`587.48"));
    expect(reading.controlTotals).toBe("FAILED");
    expect(reading.namedTotals?.filter(({ name }) => name === "账户结余(元)")).toEqual([
      { name: "账户结余(元)", declared: "587.48", counted: "587.47", lineNo: 3 },
      { name: "账户结余(元)", declared: "579.47", counted: "579.48", lineNo: 4 },
    ]);
  });

  it("may have the newest movement first", async () => {
    const [header = "", a = "", b = "", c = "", ...totals] = (await text("wechat-fund-flow.csv")).split("\n");
    expect((await fileRead([header, c, b, a, ...totals].join("\n"))).reading.controlTotals).toBe("OK");
  });

  it.each([
    ["the number of movements", "`3.0", "`4.0"],
    ["what came in", "`1.0,`88.00", "`1.0,`87.00"],
    ["how often money went out", "`2.0,`8.53", "`1.0,`8.53"],
  ])("checks %s against its footer", async (_case, printed, lie) => {
    expect((await fileRead((await text("wechat-fund-flow.csv")).replace(printed, lie))).reading.controlTotals).toBe("FAILED");
  });
});

describe("WeChat's statement for merchants abroad", () => {
  it("keeps price and settlement apart, each in its currency", async () => {
    const { lines, profile, reading } = await fileRead(await sample("wechat-global-v3.csv"));
    expect([profile, reading.failedRows]).toEqual(["WECHAT_GLOBAL_V3", []]);
    expect(lines.map(({ line }) => [line.currency, line.grossMinor, line.exchangeRate, line.settleCurrency, line.settleMinor])).toEqual([
      ["HKD", 10_000n, null, "HKD", 9_920n],
      ["USD", 2_000n, "7.82", "HKD", 15_515n],
      ["USD", -2_000n, "7.82", "HKD", -15_515n],
    ]);
  });

  it("reads a rate in hundred-millionths as what it is", async () => {
    const { lines } = await fileRead((await text("wechat-global-v3.csv")).replaceAll("`7.82", "`782000000"));
    expect(lines[1]?.line).toMatchObject({ exchangeRate: "7.82", settleMinor: 15_515n });
  });

  it("needs a rate where money is converted", async () => {
    const { reading } = await fileRead((await text("wechat-global-v3.csv")).replaceAll("`7.82", "`"));
    expect(reading.failedRows).toMatchObject([
      { lineNo: 3, column: "支付汇率", reason: "REQUIRED" },
      { lineNo: 4, column: "支付汇率", reason: "REQUIRED" },
    ]);
  });

  it("is known by English titles, too", async () => {
    const bill = await text("wechat-global-v3.csv");
    const english = [
      "Transaction Time",
      "Official Account ID",
      "Merchant ID",
      "Sub-merchant ID",
      "Device ID",
      "WeChat Order Number",
      "Merchant Order Number",
    ];
    const later = {
      交易状态: "Transaction Status",
      商户退款单号: "Merchant Refund Number",
      手续费: "Service Fee",
      标价币种: "Price Currency",
    };
    const amounts = { "订单金额(标价币种)": "Order Amount", 结算币种: "Settlement Currency", 应结订单金额: "Settlement Amount" };
    const [header = "", ...rows] = bill.split("\n");
    const names = header.split(",").map((name, at) => english[at] ?? { ...later, ...amounts }[name] ?? name);
    expect((await fileRead([names.join(","), ...rows].join("\n"))).reading.contentHash).toBe((await fileRead(bill)).reading.contentHash);
  });
});
