import { describe, expect, it } from "vitest";
import { rowsText } from "./rows.ts";

describe("rows as text", () => {
  it("keep whole numbers beyond JavaScript's own, wherever they stand", () => {
    const rows = [{ amountMinor: 9_007_199_254_740_993n, details: { each: [1n, 2] } }];
    expect(rowsText(rows)).toBe('[{"amountMinor":"9007199254740993","details":{"each":["1",2]}}]');
  });

  it("have a sign in place of half a character, and leave a text alone that only tells of one", () => {
    const half = String.fromCharCode(0xd8_3d);
    expect(JSON.parse(rowsText([{ note: `a${half}b`, whole: "😀", tells: String.raw`\ud83d` }]))).toEqual([
      { note: "a\uFFFDb", whole: "😀", tells: String.raw`\ud83d` },
    ]);
  });

  it("write moments as UTC and what is not there as null", () => {
    expect(rowsText([{ at: new Date("2026-03-10T10:00:00+08:00"), note: null }])).toBe('[{"at":"2026-03-10T02:00:00.000Z","note":null}]');
  });
});
