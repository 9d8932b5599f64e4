import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSearch, writeSearch } from "./search-text.ts";

describe("search params in the address", () => {
  it("keeps digits text, so that an order number can be searched for", () => {
    expect(readSearch("?q=10480&item=51")).toEqual({ q: "10480", item: "51" });
  });
  it("stays readable and leaves out what is not set", () => {
    expect(writeSearch({ state: "open,paid", from: undefined, paidFrom: "2026-03-10T06:00:00.000Z" })).toBe(
      "?state=open,paid&paidFrom=2026-03-10T06:00:00.000Z",
    );
    expect(writeSearch({ q: undefined })).toBe("");
  });
  it("brings back whatever text was written", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string({ unit: "grapheme" })), (search) => {
        expect(readSearch(writeSearch(search))).toEqual({ ...search });
      }),
    );
  });
});
