import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { line, transaction } from "../testing/books.ts";
import { editDistance, suggest } from "./index.ts";

const told = (...args: Parameters<typeof suggest>): string[] =>
  suggest(...args).map((each) =>
    [...each.reasons, ...each.lines.map(({ syssn }) => syssn), "=", ...each.transactions.map(({ syssn }) => syssn)].join(" "),
  );

describe("suggestions", () => {
  const paid = transaction("20240311000000001", { amount: 10_000n });
  it("name the same money near in time, and a number with a slip, the likeliest first", () => {
    const slip = line("20240311000000010", { gross: 10_000n });
    const same = line("X9", { gross: 10_000n, lineNo: 3, outTradeNo: null, chnlsn: null });
    const far = line("X8", { gross: 10_000n, lineNo: 4, sysdtm: "2024-03-25 12:00:00" });
    expect(told([far, same, slip], [paid])).toEqual([
      "SAME_AMOUNT NEAR_REFERENCE 20240311000000010 = 20240311000000001",
      "SAME_AMOUNT X9 = 20240311000000001",
    ]);
  });
  it("name two to five rows that add up, and never rows of another currency", () => {
    const parts = [6_000n, 3_000n, 1_000n, 7_777n].map((gross, at) =>
      line(`X${at}`, { gross, lineNo: at + 2, outTradeNo: null, chnlsn: null }),
    );
    expect(told(parts, [paid])).toEqual(["SUM_OF_LINES X0 X1 X2 = 20240311000000001"]);
    expect(
      told(
        parts.map((row) => ({ ...row, currency: "USD" as const })),
        [paid],
      ),
    ).toEqual([]);
  });
  it("name nothing that should not settle", () => {
    expect(told([line("X9", { gross: 10_000n })], [{ ...paid, respcd: "1145" }])).toEqual([]);
  });
});

describe("the distance of two texts", () => {
  it.each([
    ["12345", "12345", 0],
    ["12345", "1234", 1],
    ["12345", "12435", 1],
    ["12345", "92745", 2],
    ["", "abc", 3],
  ])("%s to %s is %s", (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
  });
  it("is the same in both directions, and zero for equal texts alone", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
      }),
    );
  });
});
