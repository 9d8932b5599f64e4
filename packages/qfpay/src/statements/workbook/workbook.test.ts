import { describe, expect, it } from "vitest";
import { inspectStatement } from "../index.ts";
import { fileRead, refusalOf, sample, withSpooled } from "../testing/read-file.ts";
import { COLUMNS, row, statement } from "../testing/statement-text.ts";
import { type SheetCell, workbookBytes } from "../testing/workbook-bytes.ts";
import { dateText, numberText } from "./serial-dates.ts";

/** A canonical row as a sheet's cells, some of them replaced. */
function cells(values: Readonly<Record<string, SheetCell>> = {}): SheetCell[] {
  const texts = row().split(",");
  return COLUMNS.map((name, at) => (Object.hasOwn(values, name) ? (values[name] ?? null) : (texts[at] ?? "")));
}

const book = (...rows: SheetCell[][]): Buffer => workbookBytes([{ rows: [COLUMNS, ...rows] }]);

describe("a workbook", () => {
  it("is read from its visible sheet, wherever the table begins, by its row numbers", async () => {
    const { container, table, lines, reading } = await fileRead(await sample("canonical.xlsx"));
    expect([container, table, reading.controlTotals]).toEqual(["WORKBOOK", "Settlement", "OK"]);
    expect(lines.map(({ line }) => [line.lineNo, line.lineType, line.grossMinor, line.netMinor])).toEqual([
      [4, "PAYMENT", 8_800n, 8_730n],
      [5, "REFUND", -800n, -794n],
    ]);
    expect(lines[0]?.line).toMatchObject({ tradeDate: "2026-03-10", sysdtm: new Date("2026-03-10T12:00:00+08:00"), remark: "樽頸位" });
  });

  it("has formulas read by their stored value, and says how many", async () => {
    expect((await fileRead(await sample("canonical.xlsx"))).reading.formulaCells).toBe(2);
    const bare = await fileRead(book(cells({ net_amount: { v: "", f: "N2-P2" } })));
    expect(bare.reading.failedRows).toMatchObject([{ lineNo: 2, column: "net_amount", reason: "REQUIRED" }]);
  });

  it("is the same content as the text file with the same rows", async () => {
    const rows = [
      cells(),
      cells({ syssn: "20260310000200020000000102", gross_amount: { v: "88" }, trade_date: { v: "46091", style: "date" } }),
    ];
    const text = statement(row(), row({ syssn: "20260310000200020000000102" }));
    expect((await fileRead(book(...rows))).reading.contentHash).toBe((await fileRead(text)).reading.contentHash);
  });

  it("may show the day with a time that is none", async () => {
    const { lines } = await fileRead(book(cells({ trade_date: { v: "46091", style: "datetime" } })));
    expect(lines[0]?.line.tradeDate).toBe("2026-03-10");
    const { reading } = await fileRead(book(cells({ trade_date: { v: "46091.5", style: "datetime" } })));
    expect(reading.failedRows).toMatchObject([{ column: "trade_date", reason: "NOT_A_DATE" }]);
  });

  it("that counts from 1904 has its own dates", async () => {
    const rows = [COLUMNS, cells({ trade_date: { v: "44629", style: "date" }, sysdtm: { v: "44629.5", style: "datetime" } })];
    const { lines } = await fileRead(workbookBytes([{ rows }], { is1904: true }));
    expect(lines[0]?.line).toMatchObject({ tradeDate: "2026-03-10", sysdtm: new Date("2026-03-10T12:00:00+08:00") });
  });

  it.each(["syssn", "origssn", "out_trade_no", "chnlsn"])("is in quarantine when %s is a number in it", async (column) => {
    const { reading } = await fileRead(book(cells(), cells({ [column]: { v: "2.0260310000200021E+25" } })));
    expect(reading).toMatchObject({ damagedCount: 1, failedRows: [{ lineNo: 3, column, reason: "ID_PRECISION_LOST" }] });
  });

  it("may have numbers where only their value counts", async () => {
    const { lines, reading } = await fileRead(
      book(cells({ pay_type: { v: "800201" }, gross_amount: { v: "1234.5600000000001" }, fee_rate: { v: "8.0000000000000002E-3" } })),
    );
    expect(reading.failedRows).toEqual([]);
    expect(lines[0]?.line).toMatchObject({ payType: "800201", grossMinor: 123_456n, feeRate: "0.008" });
  });

  it("has texts of every kind: shared, rich, inline, of formulas, and numbers written as text", async () => {
    const { lines } = await fileRead(
      book(cells({ remark: { t: "inlineStr", v: "a & <b>" }, out_trade_no: { t: "str", v: "TB-1", f: 'A1&"x"' }, syssn: "0012" })),
    );
    expect(lines[0]?.line).toMatchObject({ remark: "a & <b>", outTradeNo: "TB-1", syssn: "0012" });
  });

  it("keeps an error of a formula as what stands there", async () => {
    const { reading } = await fileRead(book(cells({ gross_amount: { t: "e", v: "#REF!", f: "X9" } })));
    expect(reading.failedRows).toMatchObject([{ column: "gross_amount", reason: "NOT_AN_AMOUNT", text: "#REF!" }]);
  });

  it("passes over blank rows, and takes no cell beyond its header", async () => {
    const { lines, reading } = await fileRead(book(cells(), [null, null], [""], [...cells(), "extra"]));
    expect(lines.map(({ line }) => line.lineNo)).toEqual([2]);
    expect(reading.failedRows).toMatchObject([{ lineNo: 5, reason: "CELL_COUNT" }]);
  });

  it("has hidden sheets read only when they are asked for", async () => {
    const rows = [COLUMNS, cells()];
    const hidden = workbookBytes([
      { name: "Old", state: "veryHidden", rows },
      { name: "Notes", rows: [["nothing"]] },
    ]);
    expect(await refusalOf(hidden)).toMatchObject({ hint: "UNKNOWN_COLUMNS" });
    expect(await fileRead(hidden, { table: "Old" })).toMatchObject({ table: "Old", reading: { lines: 1 } });
    expect(await withSpooled(hidden, (file) => inspectStatement(file))).toMatchObject({
      tables: [
        { label: "Old", isHidden: true },
        { label: "Notes", isHidden: false },
      ],
    });
  });

  it("with two sheets that could be meant waits for a choice", async () => {
    const two = workbookBytes([
      { name: "March", rows: [COLUMNS, cells()] },
      { name: "April", rows: [COLUMNS, cells()] },
    ]);
    expect(await refusalOf(two)).toMatchObject({ hint: "SEVERAL_TABLES", params: { tables: "March, April" } });
    expect(await fileRead(two, { table: "April" })).toMatchObject({ table: "April" });
  });

  it("of a wallet's owner is refused like the text", async () => {
    const personal = workbookBytes([{ rows: [["微信支付账单明细"], ["交易时间", "交易类型", "收/支", "金额(元)"]] }]);
    expect(await refusalOf(personal)).toMatchObject({ reason: "NO_PROFILE", hint: "PERSONAL_WALLET_EXPORT" });
  });
});

describe("a workbook that means harm", () => {
  it("is refused when a value stands ten thousand columns away", async () => {
    const far = workbookBytes([{ rows: [["x"]], from: { row: 0, column: 16_000 } }]);
    expect(await refusalOf(far)).toMatchObject({ reason: "TOO_MANY_COLUMNS" });
  });

  it.each([
    ["is no XML", "<worksheet><sheetData><row>"],
    [
      "names an entity of its own",
      `<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData><row><c t="str"><v>&a;</v></c></row></sheetData></worksheet>`,
    ],
    ["has two rows of one number", `<worksheet><sheetData><row r="2"><c t="str"><v>a</v></c></row><row r="2"/></sheetData></worksheet>`],
    ["has a row without end", `<worksheet><sheetData><row r="99999999999"/></sheetData></worksheet>`],
    ["has a cell in no column", `<worksheet><sheetData><row r="1"><c r="1" t="str"><v>a</v></c></row></sheetData></worksheet>`],
    ["points at a text that is not there", `<worksheet><sheetData><row><c t="s"><v>99</v></c></row></sheetData></worksheet>`],
  ])("is refused when a sheet %s", async (_case, xml) => {
    const more = [{ name: "xl/worksheets/sheet1.xml", bytes: xml }];
    expect(await refusalOf(workbookBytes([{ rows: [] }], { more }))).toMatchObject({ hint: "DAMAGED_ARCHIVE" });
  });
});

describe("a number of a workbook as text", () => {
  it.each([
    ["88", "88"],
    ["-7.9400000000000004", "-7.94"],
    ["0.30000000000000004", "0.3"],
    ["1E-3", "0.001"],
    ["1.5E+3", "1500"],
    ["123456789012345", "123456789012345"],
    ["0", "0"],
    ["1234567.89", "1234567.89"],
    ["#N/A", "#N/A"],
  ])("%s is %s", (stored, text) => {
    expect(numberText(stored)).toBe(text);
  });

  it.each([
    [46_091, "date", "2026-03-10"],
    [46_091.5, "date", "2026-03-10 12:00:00"],
    [46_091, "datetime", "2026-03-10 00:00:00"],
    [46_091.999988425923, "datetime", "2026-03-10 23:59:59"],
    [0.5, "time", "12:00:00"],
    [-1, "date", null],
    [1e9, "date", null],
  ] as const)("%s shown as a %s is %s", (serial, kind, text) => {
    expect(dateText(serial, kind, false)).toBe(text);
  });
});
