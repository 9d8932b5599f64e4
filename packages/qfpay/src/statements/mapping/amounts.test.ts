import { type ColumnMappingJson, mappingJsonSchema } from "@tillbook/domain/settlement";
import { describe, expect, it } from "vitest";
import { fileRead } from "../testing/read-file.ts";

describe("amounts", () => {
  const read = async (json: Partial<ColumnMappingJson>, header: string, ...rows: string[]) => {
    const given = mappingJsonSchema.parse({
      name: "amounts",
      delimiter: ";",
      constants: { settle_batch_no: "B", mchid: "M", txcurrcd: "HKD", trade_date: "2026-03-10", line_type: "ADJUSTMENT" },
      columns: { gross_amount: "Amount" },
      ...json,
    });
    const { lines, reading } = await fileRead([header, ...rows].join("\n"), { mapping: given });
    return reading.failedRowCount > 0 ? reading.failedRows.map(({ reason }) => reason) : lines.map(({ line }) => line.grossMinor);
  };

  it.each([
    [{ negative: "MINUS" }, "-1,234.50", -123_450n],
    [{ negative: "MINUS" }, "\u22121,234.50", -123_450n],
    [{ negative: "MINUS" }, "HK$1,234.50", 123_450n],
    [{ negative: "PARENTHESES" }, "(1,234.50)", -123_450n],
    [{ negative: "PARENTHESES" }, "-1.00", -100n],
    [{ negative: "TRAILING_MINUS" }, "1,234.50-", -123_450n],
    [{ negative: "CR_DR" }, "1,234.50 DR", -123_450n],
    [{ negative: "CR_DR" }, "1,234.50CR", 123_450n],
    [{ decimal: ",", thousands: "." }, "1.234,50", 123_450n],
    [{ decimal: ",", thousands: " " }, "1 234,50", 123_450n],
    [{ thousands: "'" }, "1'234.50", 123_450n],
    [{ amount_unit: "MINOR" }, "123450", 123_450n],
    [{ amount_unit: "MINOR" }, "-50", -50n],
    [{ transforms: { gross_amount: "NEGATE" } }, "1.00", -100n],
    [{ transforms: { gross_amount: "ABSOLUTE" } }, "-1.00", 100n],
  ] as const)("with %j: %s", async (json, text, minor) => {
    expect(await read(json, "Amount;Note", `${text};x`)).toEqual([minor]);
  });

  it.each([
    [{}, "(1.00)"],
    [{}, "1.00-"],
    [{}, "12,34.50"],
    [{}, "1.234,50"],
    [{ amount_unit: "MINOR" }, "12.50"],
    [{ decimal: ",", thousands: "." }, "1,234.50"],
    [{}, "1e5"],
    [{}, "=1+1"],
  ] as const)("with %j are not %s", async (json, text) => {
    expect(await read(json, "Amount;Note", `${text};x`)).toEqual(["NOT_AN_AMOUNT"]);
  });

  it("take their sign from a column of its own, or from columns for money out and in", async () => {
    const signed = { negative: "CR_DR", columns: { gross_amount: "Amount", cr_dr: "Sign" } } as const;
    expect(await read(signed, "Amount;Sign", "1.00;DR", "2.00;Credit")).toEqual([-100n, 200n]);
    expect(await read(signed, "Amount;Sign", "1.00;?")).toEqual(["SIGN_CONFLICT"]);
    const split = { negative: "DEBIT_CREDIT", columns: { debit: "Out", credit: "In" } } as const;
    expect(await read(split, "Out;In", "1.00;", ";2.00", "0.00;3.00")).toEqual([-100n, 200n, 300n]);
    expect(await read(split, "Out;In", "1.00;2.00")).toEqual(["SIGN_CONFLICT"]);
  });

  it("take their sign from the type of the row where refunds are printed without one", async () => {
    const json = {
      gross_sign: "BY_TYPE",
      fee_sign: "COST_NEGATIVE",
      columns: { gross_amount: "Amount", fee_amount: "Fee", line_type: "Type", sysdtm: "Time" },
    } as const;
    const rows = ["Amount;Fee;Type;Time", "10.00;-0.08;PAYMENT;2026-03-10 10:00:00", "4.00;-0.03;REFUND;2026-03-10 11:00:00"];
    const given = mappingJsonSchema.parse({ name: "n", constants: { settle_batch_no: "B", mchid: "M", txcurrcd: "HKD" }, ...json });
    const { lines } = await fileRead(rows.join("\n"), { mapping: given });
    expect(lines.map(({ line }) => [line.grossMinor, line.feeMinor, line.netMinor])).toEqual([
      [1_000n, 8n, 992n],
      [-400n, -3n, -397n],
    ]);
  });
});
