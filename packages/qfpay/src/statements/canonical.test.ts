import { describe, expect, it } from "vitest";
import { COLUMNS, found, row, statement } from "./testing/statement-text.ts";

const faults = async (...rows: string[]) => (await found(statement(...rows))).reading.failedRows;

describe("a canonical statement", () => {
  it("gives a row's fields in our words, amounts exact and times as instants", async () => {
    const { lines, reading, profile } = await found(
      statement(row({ chnlsn: "4200", remark: "part, paid" }), "#TOTAL,HKD,1,88.00,0.70,87.30"),
    );
    expect(profile).toBe("QFPAY_CANONICAL_V1");
    expect(lines.map(({ line }) => line)).toEqual([
      {
        lineNo: 2,
        batchNo: "B1",
        tradeDate: "2026-03-10",
        settleDate: "2026-03-11",
        mchid: "SHOP1",
        lineType: "PAYMENT",
        syssn: "20260310000200020000000101",
        origssn: null,
        outTradeNo: "TB-101",
        chnlsn: "4200",
        payType: "800201",
        sysdtm: new Date("2026-03-10T12:00:00+08:00"),
        paydtm: null,
        currency: "HKD",
        grossMinor: 8_800n,
        feeRate: "0.008",
        feeMinor: 70n,
        netMinor: 8_730n,
        settleCurrency: "HKD",
        exchangeRate: null,
        settleMinor: 8_730n,
        status: "SETTLED",
        remark: "part, paid",
      },
    ]);
    expect(reading).toMatchObject({
      lines: 1,
      days: ["2026-03-10"],
      batches: ["B1"],
      mchids: ["SHOP1"],
      controlTotals: "OK",
      failedRowCount: 0,
    });
  });

  it("knows its columns by name: in any order, with others beside them, below a title", async () => {
    const order = ["note", ...COLUMNS.toReversed()];
    const text = ["Settlement of March", "", order.join(","), row({ note: "kept in the raw row" }, order)].join("\n");
    const { lines } = await found(text);
    expect(lines[0]?.line).toMatchObject({ lineNo: 4, grossMinor: 8_800n, feeMinor: 70n });
    expect(lines[0]?.raw).toContain("kept in the raw row");
  });

  it("takes control rows above the header at their word", async () => {
    const above = (...rows: string[]) => found([...rows, statement(row())].join("\n"));
    expect((await above("# printed at noon", "#TOTAL,HKD,1,88.00,0.70,87.30")).reading).toMatchObject({
      controlTotals: "OK",
      failedRowCount: 0,
    });
    expect((await above("#TOTAL,HKD,2,99.00,0.79,98.21")).reading.controlTotals).toBe("FAILED");
    expect((await found(["#DAY,2026-03-10", statement()].join("\n"))).reading).toMatchObject({ lines: 0, days: ["2026-03-10"] });
  });

  it("keeps physical line numbers over blank lines and newlines inside quotes", async () => {
    const { lines } = await found(statement(row({ remark: "first\nsecond" }), "", row({ remark: 'with "quotes"' }), ",,,,", row()));
    expect(lines.map(({ line }) => [line.lineNo, line.remark])).toEqual([
      [2, "first\nsecond"],
      [5, 'with "quotes"'],
      [7, ""],
    ]);
  });

  it("reads files that only say that nothing happened", async () => {
    const { reading, lines } = await found(statement("#DAY,2026-03-10", "#TOTAL,HKD,0,0.00,0.00,0.00"));
    expect(lines).toEqual([]);
    expect(reading).toMatchObject({ lines: 0, days: ["2026-03-10"], controlTotals: "OK" });
    const other = await found(statement("#DAY,2026-03-11"));
    expect(other.reading.contentHash).not.toBe(reading.contentHash);
  });

  it("remembers announced payouts", async () => {
    const { reading } = await found(statement(row(), "#PAYOUT,P1,HKD,87.30,2026-03-11"));
    expect(reading.payouts).toEqual([{ ref: "P1", currency: "HKD", amountMinor: 8_730n, valueDate: "2026-03-11" }]);
  });

  it("holds its totals against its rows, currency by currency", async () => {
    const usd = row({ txcurrcd: "USD", syssn: "2", gross_amount: "-5.00", fee_amount: "-0.04", net_amount: "-4.96", line_type: "REFUND" });
    const good = await found(statement(row(), usd, "#TOTAL,USD,1,-5.00,-0.04,-4.96", "#TOTAL,HKD,1,88.00,0.70,87.30"));
    expect(good.reading.controlTotals).toBe("OK");
    const truncated = await found(statement(row(), "#TOTAL,HKD,2,98.00,0.78,97.22"));
    expect(truncated.reading.controlTotals).toBe("FAILED");
    expect(truncated.reading.totals[0]?.difference).toEqual({ lines: -1, grossMinor: -1_000n, feeMinor: -8n, netMinor: -992n });
    expect((await found(statement(row()))).reading.controlTotals).toBe("NONE");
  });

  it("names every row it cannot read, with line, column and reason, and counts the others", async () => {
    expect(await faults(row({ trade_date: "10/03/2026" }))).toEqual([
      { lineNo: 2, column: "trade_date", reason: "NOT_A_DATE", text: "10/03/2026" },
    ]);
    expect(await faults(row(), row({ gross_amount: "1e5" }))).toMatchObject([
      { lineNo: 3, column: "gross_amount", reason: "NOT_AN_AMOUNT" },
    ]);
    const each = {
      settle_batch_no: ["", "REQUIRED"],
      line_type: ["SALE", "UNKNOWN_LINE_TYPE"],
      txcurrcd: ["BTC", "UNKNOWN_CURRENCY"],
      sysdtm: ["2026-03-10 24:00:00", "NOT_A_TIME"],
      fee_amount: ["0.701", "TOO_MANY_DECIMALS"],
      net_amount: ["99999999999999999.00", "AMOUNT_TOO_LARGE"],
      fee_rate: ["cheap", "NOT_A_RATE"],
      syssn: ["2".repeat(41), "TOO_LONG"],
      settle_date: ["2026-02-30", "NOT_A_DATE"],
    };
    for (const [column, [value = "", reason]] of Object.entries(each))
      expect(await faults(row({ [column]: value }))).toMatchObject([{ column, reason }]);
  });

  it("takes neither too many nor too few cells, and no row whose quotes do not close", async () => {
    expect(await faults(`${row()},`)).toMatchObject([{ lineNo: 2, column: null, reason: "CELL_COUNT" }]);
    expect(await faults(row().slice(0, row().lastIndexOf(",")))).toMatchObject([{ reason: "CELL_COUNT" }]);
    expect(await faults(row(), `${row()}"broken`, row())).toMatchObject([{ lineNo: 3, reason: "BROKEN_QUOTES" }]);
    expect(await faults(row(), row().replace("SETTLED", '"SETTLED'), row())).toMatchObject([{ lineNo: 3, reason: "BROKEN_QUOTES" }]);
  });

  it("needs a time on payments and refunds, and a rate where money is converted", async () => {
    expect(await faults(row({ sysdtm: "" }))).toMatchObject([{ column: "sysdtm", reason: "REQUIRED" }]);
    expect(await faults(row({ sysdtm: "", line_type: "FEE" }))).toEqual([]);
    expect(await faults(row({ settle_currcd: "USD", settle_amount: "11.16" }))).toMatchObject([
      { column: "exchange_rate", reason: "REQUIRED" },
    ]);
    expect(await faults(row({ settle_currcd: "USD", exchange_rate: "0.12785" }))).toMatchObject([
      { column: "settle_amount", reason: "REQUIRED" },
    ]);
  });

  it("does not guess at control rows", async () => {
    expect(await faults(row(), "#TOTL,HKD,1,88.00,0.70,87.30")).toMatchObject([
      { lineNo: 3, column: "#TOTL", reason: "UNKNOWN_CONTROL_ROW" },
    ]);
    expect(await faults(row(), "#TOTAL,HKD,one,88.00,0.70,87.30")).toMatchObject([{ column: "#TOTAL", reason: "NOT_AN_AMOUNT" }]);
    expect(await faults(row(), "#TOTAL,HKD,1,88.00,0.70,87.30", "#TOTAL,HKD,1,88.00,0.70,87.30")).toMatchObject([
      { lineNo: 4, reason: "REPEATED_TOTAL" },
    ]);
  });

  it("counts yen in whole yen", async () => {
    const yen = { txcurrcd: "JPY", gross_amount: "1050", fee_amount: "8.00", net_amount: "1042" };
    expect((await found(statement(row(yen)))).lines[0]?.line).toMatchObject({ grossMinor: 1_050n, feeMinor: 8n });
    expect(await faults(row({ ...yen, gross_amount: "1050.5" }))).toMatchObject([{ reason: "TOO_MANY_DECIMALS" }]);
  });
});
