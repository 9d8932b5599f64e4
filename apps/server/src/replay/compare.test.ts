import { describe, expect, it } from "vitest";
import { differencesOf } from "./compare.ts";

const ANSWERS = ["matched", "broken", "totals", "file_status"];
const faults = (expected: Record<string, unknown>, actual: Record<string, unknown>) => differencesOf(expected, actual, ANSWERS);
const entry = { line: "a.csv#2", syssn: ["1"], stage: "KEY_EXACT", explained: [{ code: "FEE_ROUNDING", amount: "-0.01" }] };

describe("a step's result against what is expected", () => {
  it("agrees in the keys that are named, in whatever order entries and explanations come", () => {
    const other = {
      line: "a.csv#3",
      explained: [
        { amount: "0.00", code: "X" },
        { code: "Y", amount: "1.00" },
      ],
    };
    const turned = { ...other, explained: other.explained.toReversed(), more: true };
    expect(faults({ matched: [entry, other] }, { matched: [turned, entry], broken: [{ line: "free" }] })).toEqual([]);
  });

  it("differs by every entry that is missing, surplus or other than expected", () => {
    const actual = { matched: [{ ...entry, explained: [] }, { line: "a.csv#9" }] };
    const found = faults({ matched: [entry, { line: "a.csv#3" }] }, actual);
    expect(found).toHaveLength(3);
    expect(found.join("\n")).toMatch(/a\.csv#3 is missing[\s\S]*a\.csv#9 is not expected[\s\S]*explained/);
  });

  it("keeps entries without a line apart by their number, and twins apart from each other", () => {
    const missing = { line: null, syssn: "7", codes: ["MISSING_EXTERNAL"] };
    expect(faults({ broken: [missing] }, { broken: [missing, missing] })).toHaveLength(1);
    expect(faults({ broken: [missing] }, { broken: [{ ...missing, syssn: "8" }] })).toHaveLength(2);
  });

  it("holds totals to the figures that are named", () => {
    const actual = { totals: { HKD: { lines: 1, gross: "1.00" }, USD: { lines: 9 } } };
    expect(faults({ totals: { HKD: { gross: "1.00" } } }, actual)).toEqual([]);
    expect(faults({ totals: { HKD: { gross: "1.01" } } }, actual)).toHaveLength(1);
    expect(faults({ totals: { CNY: { lines: 0 } } }, actual)).toHaveLength(1);
  });

  it("does not look at notes", () => {
    expect(faults({ note: "for people", file_status: "ACTIVE" }, { file_status: "ACTIVE" })).toEqual([]);
    expect(faults({ file_status: "ACTIVE" }, {})).toHaveLength(1);
  });
});
