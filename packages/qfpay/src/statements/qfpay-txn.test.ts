import { judgeBatch } from "@tillbook/domain/settlement";
import { describe, expect, it } from "vitest";
import { readStatement } from "./index.ts";
import { fileRead, refusalOf, sample, withSpooled } from "./testing/read-file.ts";

const part = (n: number): string => `TXN-V02-11000001-20260310-20260310-1773187200000-${n}.csv`;
const text = async (n: number): Promise<string> => (await sample(part(n))).toString();

describe("QFPay's transaction data file", () => {
  it("gives transactions of ours, not lines of a settlement", async () => {
    const { transactions, lines, content, profile, reading } = await fileRead(await text(1));
    expect([content, profile, lines]).toEqual(["TRANSACTIONS", "QFPAY_TXN_V02", []]);
    expect(transactions.map(({ line }) => [line.lineNo, line.kind, line.outcome, line.amountMinor])).toEqual([
      [3, "PAYMENT", "SUCCESS", 8_800n],
      [4, "PAYMENT", "FAILED", 1_200n],
    ]);
    expect(transactions[0]?.line).toMatchObject({
      mchid: "11000001",
      syssn: "20260310000200020000000701",
      sysdtm: new Date("2026-03-10T10:00:00+08:00"),
      outTradeNo: "SO-7001",
      externalOrderNo: "EX-1",
      storeId: "S1",
    });
    expect(reading).toMatchObject({ controlTotals: "OK", days: ["2026-03-10"], mchids: ["11000001"] });
  });

  it("counts a refund as going out, and names the payment it belongs to", async () => {
    const { transactions } = await fileRead(await text(2));
    expect(transactions[0]?.line).toMatchObject({ kind: "REFUND", amountMinor: -800n, origssn: "20260310000200020000000701" });
  });

  it("is a part of a batch that is judged when all parts are there", async () => {
    const [one, two] = [(await fileRead(await text(1))).reading.part, (await fileRead(await text(2))).reading.part];
    if (!one || !two) throw new Error("both are parts");
    expect(one.batchKey).toBe(two.batchKey);
    expect([judgeBatch([one]), judgeBatch([two, one]), judgeBatch([one, { ...two, amountMinor: 801n }])]).toEqual([
      "INCOMPLETE",
      "OK",
      "FAILED",
    ]);
  });

  it("holds the batch against itself when it is all there is", async () => {
    const whole = (await text(1)).replaceAll(",2,100.00,3,108.00", ",2,100.00,2,108.00");
    expect((await fileRead(whole)).reading.controlTotals).toBe("FAILED");
    expect((await fileRead(whole.replaceAll("108.00", "100.00"))).reading.controlTotals).toBe("OK");
  });

  it("adds up as printed or with refunds taken off", async () => {
    expect((await fileRead((await text(2)).replaceAll(",1,8.00,3", ",1,-8.00,3"))).reading.controlTotals).toBe("OK");
  });

  it.each([
    ["a row is missing", (file: string) => file.split("\n").toSpliced(2, 1).join("\n")],
    ["an amount differs", (file: string) => file.replace("88.00,Success", "88.01,Success")],
    ["header and trailer differ", (file: string) => file.replace("99,2,", "99,1,")],
    ["the trailer is not there", (file: string) => file.slice(0, file.indexOf("99,2"))],
  ])("fails when %s", async (_case, change) => {
    expect((await fileRead(change(await text(1)))).reading.controlTotals).toBe("FAILED");
  });

  it("leaves a status it does not know to an enquiry", async () => {
    const { transactions } = await fileRead((await text(1)).replace("Success", "Held"));
    expect(transactions[0]?.line).toMatchObject({ outcome: "UNKNOWN", status: "Held" });
  });

  it("names rows that it cannot read", async () => {
    const broken = (await text(1))
      .replace("Payment,2026-03-10,10:00:00", "Gift,2026-03-10,10:00:00")
      .replace("11:00:00,12.00", "25:00:00,12.00");
    expect((await fileRead(broken)).reading.failedRows).toMatchObject([
      { lineNo: 3, column: "transaction_type", reason: "UNKNOWN_LINE_TYPE" },
      { lineNo: 4, column: "transaction_time", reason: "NOT_A_TIME" },
    ]);
  });

  it("is refused when its first record cannot be read, and names it when its day is none", async () => {
    expect(
      await refusalOf(
        (await text(1)).replace("00,20260310,20260310,11000001,,12345678,2,100.00", "00,20260310,20260310,11000001,,12345678,2,1@0.00"),
      ),
    ).toMatchObject({
      reason: "NO_PROFILE",
      params: { columns: "1@0.00" },
    });
    const noDay = "00,20260399,20260310,11000001,,12345678,0,0.00,0,0.00\n99,0,0.00,0,0.00\n02,too,few\n";
    expect((await fileRead(noDay)).reading.failedRows).toMatchObject([{ lineNo: 1, column: "from", reason: "NOT_A_DATE" }, { lineNo: 3 }]);
  });

  it("knows its day when nothing happened", async () => {
    const empty = "00,20260310,20260310,11000001,,12345678,0,0.00,0,0.00\n99,0,0.00,0,0.00\n";
    expect((await fileRead(empty)).reading).toMatchObject({ lines: 0, days: ["2026-03-10"], controlTotals: "OK" });
  });

  it("is refused where only settlements are taken, with a word on what it is", async () => {
    const result = await withSpooled(await text(1), (file) => readStatement(file, async () => undefined));
    expect(result).toMatchObject({ kind: "refused", reason: "NO_PROFILE", hint: "TRANSACTION_DATA" });
  });
});
