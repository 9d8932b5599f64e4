import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Merchant, merchantOf, startForTest, type TestSimulator } from "../testing/index.ts";
import { csvRow, majorUnits } from "./csv.ts";
import { feeOfRefund, feeOn, readFeeRate } from "./fee.ts";
import { nextBusinessDay, settlementDay } from "./settlement-day.ts";

const at8 = (text: string) => new Date(`${text.replace(" ", "T")}+08:00`);

describe("the settlement day", () => {
  it.each([
    ["2024-03-09 23:59:59", "00:00:00", "2024-03-09"],
    ["2024-03-10 00:00:00", "00:00:00", "2024-03-10"],
    ["2024-02-29 23:59:59", "00:00:00", "2024-02-29"],
    ["2024-12-31 23:59:59", "00:00:00", "2024-12-31"],
    ["2024-03-09 21:59:59", "22:00:00", "2024-03-09"],
    ["2024-03-09 22:00:00", "22:00:00", "2024-03-10"],
    ["2024-12-31 22:00:00", "22:00:00", "2025-01-01"],
  ])("of %s with the cut-off at %s is %s", (sysdtm, cutOff, day) => {
    expect(settlementDay(at8(sysdtm), cutOff)).toBe(day);
  });

  it("is paid out on the next day from Monday to Friday", () => {
    expect(["2024-03-07", "2024-03-08", "2024-03-09", "2024-03-10"].map(nextBusinessDay)).toEqual([
      "2024-03-08",
      "2024-03-11",
      "2024-03-11",
      "2024-03-11",
    ]);
  });
});

describe("the fee", () => {
  it("is rounded once, half up", () => {
    const fee = (amount: bigint, rate: string) => feeOn(amount, readFeeRate(rate));
    expect([fee(750n, "0.60%"), fee(600n, "0.60%"), fee(10_000n, "0.80%"), fee(62n, "0.80%"), fee(63n, "0.80%"), fee(1n, "0%")]).toEqual([
      5n,
      4n,
      80n,
      0n,
      1n,
      0n,
    ]);
  });

  it("comes back with the parts of a refund as the reference shows", () => {
    const rate = readFeeRate("0.80%");
    const payment = { amount: 10_000n };
    expect([
      feeOfRefund(payment, 0n, 3333n, rate),
      feeOfRefund(payment, 3333n, 3333n, rate),
      feeOfRefund(payment, 6666n, 3334n, rate),
    ]).toEqual([-27n, -26n, -27n]);
  });

  it("has come back exactly when a payment is refunded in full, in whatever parts", () => {
    const amounts = fc.array(fc.bigInt({ min: 1n, max: 1_000_000n }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 999 }), (parts, hundredths) => {
        const rate = readFeeRate(`${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, "0")}%`);
        const amount = parts.reduce((sum, part) => sum + part, 0n);
        let before = 0n;
        let returned = 0n;
        for (const part of parts) {
          returned += feeOfRefund({ amount }, before, part, rate);
          before += part;
        }
        expect(returned).toBe(-feeOn(amount, rate));
      }),
    );
  });
});

describe("text", () => {
  it("writes minor units as major ones, and yen as they are", () => {
    expect([
      majorUnits(1050n, "HKD"),
      majorUnits(-800n, "HKD"),
      majorUnits(7n, "HKD"),
      majorUnits(0n, "HKD"),
      majorUnits(1050n, "JPY"),
    ]).toEqual(["10.50", "-8.00", "0.07", "0.00", "1050"]);
  });

  it("quotes what would break a row", () => {
    expect(csvRow(["a", 'say "hi"', "x,y", "two\nlines", ""])).toBe('a,"say ""hi""","x,y","two\nlines",');
  });
});

describe("the statement of a day", () => {
  let simulator: TestSimulator;
  let merchant: Merchant;
  beforeEach(async () => {
    simulator = await startForTest({ mchid: "HKDEMO01" });
    merchant = merchantOf(simulator.url, { mchid: "HKDEMO01" });
    await simulator.control("/rules", { refundFromTakings: false, refundBlackout: false });
  });
  afterEach(() => simulator.stop());

  const at = (now: string) => simulator.control("/clock", { now, rate: 0 });
  const make = async (out_trade_no: string, txamt: string, txcurrcd = "HKD") =>
    String((await merchant.makeQr({ out_trade_no, txamt, txcurrcd })).body["syssn"]);
  const pay = (out_trade_no: string) => simulator.control("/orders/pay", { out_trade_no });
  const refund = async (syssn: string, out_trade_no: string, txamt: string) =>
    String((await merchant.post("/trade/v1/refund", { syssn, out_trade_no, txamt, txdtm: "2024-05-06 12:00:00" })).body["syssn"]);
  const linesOf = async (day: string) => (await simulator.control(`/statements/${day}.csv`)).text.trimEnd().split("\n");

  it("is the canonical CSV, with control totals per currency", async () => {
    await at("2024-05-06 12:01:07");
    const first = await make("SO-1001", "8800");
    await at("2024-05-06 12:01:31");
    await pay("SO-1001");
    await at("2024-05-06 15:40:00");
    const back = await refund(first, "RF-1001", "800");
    const yen = await make("SO-1002", "1050", "JPY");
    await pay("SO-1002");
    const [header, ...lines] = await linesOf("2024-05-06");
    expect(header).toBe(
      "settle_batch_no,trade_date,settle_date,mchid,line_type,syssn,origssn,out_trade_no,chnlsn,pay_type,sysdtm,paydtm,txcurrcd,gross_amount,fee_rate,fee_amount,net_amount,settle_currcd,exchange_rate,settle_amount,status,remark",
    );
    const withoutChnlsn = lines.map((line) => line.replace(/,4200\d{24},/, ",W,"));
    expect(withoutChnlsn).toEqual([
      `B20240506,2024-05-06,2024-05-07,HKDEMO01,PAYMENT,${first},,SO-1001,W,800201,2024-05-06 12:01:07,2024-05-06 12:01:31,HKD,88.00,0.80%,0.70,87.30,HKD,,87.30,SETTLED,`,
      `B20240506,2024-05-06,2024-05-07,HKDEMO01,REFUND,${back},${first},RF-1001,W,800201,2024-05-06 15:40:00,2024-05-06 15:40:00,HKD,-8.00,0.80%,-0.06,-7.94,HKD,,-7.94,SETTLED,`,
      `B20240506,2024-05-06,2024-05-07,HKDEMO01,PAYMENT,${yen},,SO-1002,W,800201,2024-05-06 15:40:00,2024-05-06 15:40:00,JPY,1050,0.80%,8,1042,JPY,,1042,SETTLED,`,
      "#TOTAL,HKD,2,80.00,0.64,79.36",
      "#TOTAL,JPY,1,1050,8,1042",
    ]);
  });

  it("takes an order made before midnight and paid after it under the day of sysdtm, and its refund under its own day", async () => {
    await at("2024-05-06 23:58:10");
    const late = await make("LATE", "1000");
    await at("2024-05-07 00:02:41");
    await pay("LATE");
    await refund(late, "RF-LATE", "1000");
    const types = async (day: string) => (await linesOf(day)).slice(1).map((line) => line.split(",").slice(0, 5).join(" "));
    expect(await types("2024-05-06")).toEqual(["B20240506 2024-05-06 2024-05-07 HKDEMO01 PAYMENT", "#TOTAL HKD 1 10.00 0.08"]);
    expect(await types("2024-05-07")).toEqual(["B20240507 2024-05-07 2024-05-08 HKDEMO01 REFUND", "#TOTAL HKD 1 -10.00 -0.08"]);
  });

  it("leaves out what did not succeed, and says so when nothing did", async () => {
    await at("2024-05-06 12:00:00");
    await make("OPEN", "100");
    await make("FAILED", "100");
    await simulator.control("/orders/fail", { out_trade_no: "FAILED" });
    await make("CLOSED", "100");
    await merchant.post("/trade/v1/close", { out_trade_no: "CLOSED", txamt: "100", txdtm: "2024-05-06 12:00:00" });
    expect((await linesOf("2024-05-06")).slice(1)).toEqual(["#DAY,2024-05-06"]);
    expect((await simulator.control("/statements/2024-02-30.csv")).status).toBe(404);
  });

  it("agrees with the book", async () => {
    await at("2024-05-06 12:00:00");
    for (const amount of [101, 333, 750]) {
      await make(`P-${amount}`, String(amount));
      await pay(`P-${amount}`);
    }
    const { summary } = JSON.parse((await simulator.control("/book")).text);
    expect(summary).toEqual([{ kind: "payment", state: "paid", currency: "HKD", count: 3, sum: "1184" }]);
    expect((await linesOf("2024-05-06")).at(-1)).toBe("#TOTAL,HKD,3,11.84,0.10,11.74");
  });
});
