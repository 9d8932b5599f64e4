import { describe, expect, it } from "vitest";
import { csvText } from "./csv-file.ts";

describe("rows as CSV", () => {
  it("quotes what would break a row, and ends each with a line end of its own", () => {
    expect(csvText([["a", 'say "hi"', "x,y", "two\nlines", ""]])).toBe('\uFEFFa,"say ""hi""","x,y","two\nlines",\r\n');
  });
  it.each([
    ["=1+1", "'=1+1"],
    ["@cmd", "'@cmd"],
    ["-2+3", "'-2+3"],
    ["+852", "'+852"],
    ["-8.00", "-8.00"],
    ["88", "88"],
  ])("writes %s so that no spreadsheet computes it", (text, written) => {
    expect(csvText([[text]])).toBe(`\uFEFF${written}\r\n`);
  });
});
