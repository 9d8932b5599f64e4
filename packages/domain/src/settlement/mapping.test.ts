import { describe, expect, it } from "vitest";
import { type ColumnMappingJson, mappingJsonSchema } from "./index.ts";

const LINES: ColumnMappingJson = {
  name: "portal export",
  constants: { mchid: "SHOP1", settle_batch_no: "B1", txcurrcd: "HKD" },
  columns: { trade_date: "Date", line_type: "Type", gross_amount: "Amount" },
};
const BANK: ColumnMappingJson = { name: "bank", content: "BANK", columns: { value_date: "Date", currency: "CCY", amount: "Amount" } };

const problems = (json: unknown): readonly string[] =>
  mappingJsonSchema.safeParse(json).error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? [];

describe("a mapping", () => {
  it("is complete with the fields that no row can be without; all else has a default", () => {
    expect(mappingJsonSchema.parse(LINES)).toMatchObject({
      version: 1,
      content: "LINES",
      encoding: "auto",
      header_row: null,
      date_format: null,
      decimal: ".",
      thousands: ",",
      negative: "MINUS",
      columns: { trade_date: ["Date"] },
    });
    expect(problems(BANK)).toEqual([]);
  });

  it.each([
    [
      "without a type",
      { ...LINES, columns: { trade_date: "Date", gross_amount: "Amount" } },
      "columns.line_type: needs a column or a value",
    ],
    ["without a date", { ...BANK, columns: { currency: "CCY", amount: "Amount" } }, "columns.value_date: needs a column or a value"],
    ["with one mark for decimals and thousands", { ...LINES, decimal: ",", thousands: "," }, "thousands: must not be the decimal mark"],
    ["with a line type of its own", { ...LINES, values: { line_type: { Sale: "SALE" } } }, "values.line_type: SALE is no line type"],
    [
      "in a currency nobody knows",
      { ...LINES, constants: { ...LINES.constants, txcurrcd: "BTC" } },
      "constants: BTC is no currency we know",
    ],
    ["with dates in no form", { ...LINES, date_format: "DD/DD" }, "date_format: a form such as DD/MM/YYYY"],
    ["with times in no form", { ...LINES, time_format: "24h" }, "time_format: a form such as HH:mm:ss"],
  ])("%s is refused", (_case, json, problem) => {
    expect(problems(json)).toEqual([problem]);
  });

  it("may take the day from the time, and an amount from money out and in", () => {
    expect(problems({ ...LINES, columns: { sysdtm: "Time", line_type: "Type", gross_amount: "Amount" } })).toEqual([]);
    expect(
      problems({ ...BANK, negative: "DEBIT_CREDIT", columns: { value_date: "Date", currency: "CCY", debit: "Out", credit: "In" } }),
    ).toEqual([]);
    expect(problems({ ...BANK, columns: { value_date: "Date", currency: "CCY", debit: "Out" } })).toEqual([
      "columns.amount: needs a column or a value",
    ]);
  });

  it("knows no other fields", () => {
    expect(problems({ ...LINES, columns: { ...LINES.columns, colour: "Colour" } })).not.toEqual([]);
  });
});
