import { type ColumnMappingJson, mappingJsonSchema } from "@tillbook/domain/settlement";
import { describe, expect, it } from "vitest";
import { fileRead, refusalOf } from "../testing/read-file.ts";

describe("dates", () => {
  const row = (date: string): string => `${date},PAYMENT,1.00`;
  const simple: ColumnMappingJson = {
    name: "simple",
    columns: { trade_date: "Date", line_type: "Type", gross_amount: "Amount" },
    constants: { settle_batch_no: "B", mchid: "M", txcurrcd: "HKD", sysdtm: "2026-01-01 00:00:00" },
  };
  const days = async (json: Partial<ColumnMappingJson>, ...dates: string[]): Promise<readonly string[]> => {
    const given = { mapping: mappingJsonSchema.parse({ ...simple, ...json }) };
    const { reading } = await fileRead(["Date,Type,Amount", ...dates.map(row)].join("\n"), given);
    return reading.failedRowCount > 0 ? reading.failedRows.map(({ reason }) => reason) : reading.days;
  };

  it.each([
    ["DD/MM/YYYY", "03/04/2026", "2026-04-03"],
    ["MM/DD/YYYY", "03/04/2026", "2026-03-04"],
    ["D/M/YYYY", "3/4/2026", "2026-04-03"],
    ["DD-MMM-YYYY", "03-Apr-2026", "2026-04-03"],
    ["D MMM YYYY", "3 apr 2026", "2026-04-03"],
    ["YYYYMMDD", "20260403", "2026-04-03"],
    ["YYYY.MM.DD", "2026.04.03", "2026-04-03"],
    ["DD/MM/YYYY", "2026-04-03", "2026-04-03"],
  ])("in the form %s: %s", async (format, text, day) => {
    expect(await days({ date_format: format }, text)).toEqual([day]);
  });

  it.each([
    ["DD/MM/YYYY", "04/13/2026"],
    ["DD/MM/YYYY", "30/02/2026"],
    ["DD/MM/YYYY", "3/4/2026"],
    ["DD-MMM-YYYY", "03-Avr-2026"],
  ])("in the form %s are not %s", async (format, text) => {
    expect(await days({ date_format: format }, text)).toEqual(["NOT_A_DATE"]);
  });

  it("without a form are read when the years come first, or when one of them can be read in one way only", async () => {
    expect(await days({}, "2026-04-03", "2026-04-04")).toEqual(["2026-04-03", "2026-04-04"]);
    expect(await days({}, "03/04/2026", "25/04/2026")).toEqual(["2026-04-03", "2026-04-25"]);
    expect(await days({}, "03-04-2026", "04-25-2026")).toEqual(["2026-03-04", "2026-04-25"]);
  });

  it("are never guessed", async () => {
    const given = { mapping: mappingJsonSchema.parse(simple) };
    const ambiguous = ["Date,Type,Amount", row("03/04/2026"), row("12/12/2026")].join("\n");
    expect(await refusalOf(ambiguous, given)).toMatchObject({ reason: "NO_PROFILE", hint: "AMBIGUOUS_DATES" });
    expect(await days({}, "13/04/2026", "04/13/2026")).toEqual(["NOT_A_DATE"]);
  });

  it.each([
    ["HH:mm", "09:05", "09:05:00"],
    ["H:mm:ss", "9:05:07", "09:05:07"],
    ["hh:mm A", "09:05 PM", "21:05:00"],
    ["h:mm A", "12:05am", "00:05:00"],
    ["HHmmss", "090507", "09:05:07"],
  ])("have times in the form %s: %s", async (format, text, clock) => {
    const given = mappingJsonSchema.parse({ ...simple, time_format: format, columns: { ...simple.columns, sysdtm: ["Date", "Time"] } });
    const { lines } = await fileRead(`Date,Time,Type,Amount\n2026-04-03,${text},PAYMENT,1.00`, { mapping: given });
    expect(lines[0]?.line.sysdtm).toEqual(new Date(`2026-04-03T${clock}+08:00`));
  });
});
