import { describe, expect, it } from "vitest";
import { readStatement } from "./index.ts";
import { fileRead, refusalOf, sample, withSpooled } from "./testing/read-file.ts";

describe("HSBC Hong Kong's account history", () => {
  it("has days first, separators with a TAB behind the quotes, several currencies, and the newest on top", async () => {
    const { bank, content, profile, reading } = await fileRead(await sample("bank-hsbc-hk.csv"));
    expect([content, profile, reading.failedRows]).toEqual(["BANK", "BANK_HSBC_HK", []]);
    expect(bank.map(({ line }) => [line.lineNo, line.valueDate, line.currency, line.amountMinor, line.balanceMinor])).toEqual([
      [2, "2026-03-12", "HKD", 327_918n, 1_427_918n],
      [3, "2026-03-11", "HKD", -5_000n, 1_100_000n],
      [4, "2026-03-02", "USD", 100_000n, 200_000n],
    ]);
    expect(bank[0]?.line.text).toBe("CR TO QFPAY HAOJIN P12");
    expect(reading.mchids).toEqual([]);
  });
});

describe("a bank statement with plain columns", () => {
  const lines = async (...rows: string[]) => (await fileRead(rows.join("\n"))).bank.map(({ line }) => [line.valueDate, line.amountMinor]);

  it("is read by the names of its columns", async () => {
    const { bank, profile } = await fileRead(await sample("bank-generic.csv"));
    expect(profile).toBe("BANK_GENERIC");
    expect(bank.map(({ line }) => [line.text, line.reference, line.amountMinor, line.balanceMinor])).toEqual([
      ["INWARD TT QFPAY HAOJIN", "P12", 327_918n, 427_918n],
      ["CASH OUT", null, -7_700n, 420_218n],
    ]);
  });

  it("may have columns of their own for money in and out", async () => {
    const rows = [
      "Date,Details,Withdrawals,Deposits,Currency,Balance",
      "2026-03-12,QFPAY,,100.00,HKD,100.00",
      "2026-03-12,FEE,15.00,,HKD,85.00",
    ];
    expect(await lines(...rows)).toEqual([
      ["2026-03-12", 10_000n],
      ["2026-03-12", -1_500n],
    ]);
    const both = (await fileRead([...rows, "2026-03-12,BOTH,1.00,2.00,HKD,86.00"].join("\n"))).reading.failedRows;
    expect(both).toMatchObject([{ lineNo: 4, reason: "SIGN_CONFLICT" }]);
  });

  it("shows the order of its dates by one that can be read in one way only", async () => {
    expect(await lines("Date,Description,Amount,Currency", "03/04/2026,QFPAY,1.00,HKD", "13/04/2026,QFPAY,2.00,HKD")).toEqual([
      ["2026-04-03", 100n],
      ["2026-04-13", 200n],
    ]);
    expect(await lines("Date,Description,Amount,Currency", "03/04/2026,QFPAY,1.00,HKD", "04/13/2026,QFPAY,2.00,HKD")).toEqual([
      ["2026-03-04", 100n],
      ["2026-04-13", 200n],
    ]);
  });

  it("is refused when days and months could change places", async () => {
    expect(await refusalOf("Date,Description,Amount,Currency\n03/04/2026,QFPAY,1.00,HKD\n12/04/2026,QFPAY,2.00,HKD")).toMatchObject({
      reason: "NO_PROFILE",
      hint: "AMBIGUOUS_DATES",
    });
  });

  it("is refused where only settlements are taken, with a word on what it is", async () => {
    const result = await withSpooled(await sample("bank-generic.csv"), (file) => readStatement(file, async () => undefined));
    expect(result).toMatchObject({ kind: "refused", hint: "BANK_STATEMENT" });
  });
});
