import { readSheet, spool } from "@tillbook/qfpay/statements";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvCell, csvOf, type Table, xlsxOf, zipOf } from "./index.ts";

const columns = [
  { heading: "syssn", kind: "identifier" },
  { heading: "amount", kind: "amount" },
  { heading: "rows", kind: "count" },
  { heading: "remark", kind: "text" },
] as const;

/** A workbook as another program reads it. */
async function readBack(table: Table): Promise<string[][]> {
  const file = await spool(xlsxOf([{ name: "Breaks", table }]), 10_000_000);
  try {
    return (await readSheet(file, 1_000)).map(({ cells }) => [...cells]);
  } finally {
    await file.discard();
  }
}

describe("a CSV for spreadsheets", () => {
  it.each([
    ["=SUM(A1)", "'=SUM(A1)"],
    ["+852 1234", "'+852 1234"],
    ["-cmd", "'-cmd"],
    ["@x", "'@x"],
    ["\tx", "'\tx"],
    ["\rx", '"\'\rx"'],
    ["-8.00", "-8.00"],
    ["20260310000200020000000101", "20260310000200020000000101"],
    ['he said "no", twice', '"he said ""no"", twice"'],
    [7, "7"],
    [null, ""],
  ])("writes %s as %s", (value, written) => {
    expect(csvCell(value)).toBe(written);
  });
  it("begins no cell with what a spreadsheet would compute", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const shown = csvCell(text).replace(/^"/, "");
        expect(/^[=+\-@\t\r]/.test(shown) && !/^-?\d+(\.\d+)?$/.test(text)).toBe(false);
      }),
    );
  });
  it("has one line a row and, when asked, a mark of its encoding", () => {
    const table = { columns, rows: [["P1", "88.00", 2, "早茶"]] };
    expect([...csvOf(table)].join("")).toBe("syssn,amount,rows,remark\r\nP1,88.00,2,早茶\r\n");
    expect([...csvOf(table, { bom: true })].join("").codePointAt(0)).toBe(0xfeff);
  });
});

describe("an archive", () => {
  it("breaks where its text breaks, and lets go of it when nobody reads on", async () => {
    let isLetGo = false;
    async function* text(breaks: boolean): AsyncGenerator<string> {
      try {
        for (let n = 0; n < 10_000; n += 1) {
          if (breaks && n === 500) throw new Error("the database is gone");
          yield `${n} ${Math.sin(n)}\n`.repeat(100);
        }
      } finally {
        isLetGo = true;
      }
    }
    const read = async (breaks: boolean, most: number) => {
      let count = 0;
      for await (const _piece of zipOf([{ name: "a.txt", text: text(breaks) }])) if ((count += 1) === most) break;
    };
    await expect(read(true, Number.MAX_SAFE_INTEGER)).rejects.toThrow("the database is gone");
    isLetGo = false;
    await read(false, 3);
    await new Promise((resume) => setImmediate(resume));
    expect(isLetGo).toBe(true);
  });
});

describe("a workbook", () => {
  it("keeps every figure of an identifier, and blank cells in their place", async () => {
    const rows = [
      ["20260310000200020000000101", "-8.05", 2, "=SUM(A1) & <早茶>"],
      [null, "1050", null, " outer blanks "],
      ["0001", "99999999999999999999.99", 0, null],
    ];
    expect(await readBack({ columns, rows })).toEqual([
      ["syssn", "amount", "rows", "remark"],
      ["20260310000200020000000101", "-8.05", "2", "=SUM(A1) & <早茶>"],
      ["", "1050", "", " outer blanks "],
      ["0001", "99999999999999999999.99", "0"],
    ]);
  });
  it("reads back as it was written, whatever stands in it", async () => {
    const cell = fc.string({ unit: "grapheme", maxLength: 12 }).filter((text) => text !== "" && !text.includes("\r"));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 20 }), async (pairs) => {
        const told = pairs.map(([id, remark]) => [id, "1.00", 1, remark]);
        const expected = told.map((row) => row.map(String));
        expect((await readBack({ columns, rows: told })).slice(1)).toEqual(expected);
      }),
      { numRuns: 15 },
    );
  });
});
