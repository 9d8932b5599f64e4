import { describe, expect, it } from "vitest";
import {
  filterCount,
  isOwnPath,
  notificationFilters,
  notificationsSearchSchema,
  orderFilters,
  ordersSearchSchema,
  signInSearchSchema,
  statesOf,
  toggleState,
  toggleVerdict,
  withRange,
} from "./search-params.ts";

const read = (search: Record<string, unknown>) => ordersSearchSchema.parse(search);

describe("filters of the order list in the address", () => {
  it("reads what it knows and drops the rest without complaint", () => {
    expect(read({ state: "paid,nonsense,open", from: "2026-02-30", currency: "XYZ", q: "  ", paidFrom: "yesterday" })).toEqual({
      state: "open,paid",
    });
  });
  it("asks for whole days at UTC+8, the last one included", () => {
    expect(orderFilters(read({ from: "2026-03-10", to: "2026-03-11" }))).toEqual({
      createdFrom: "2026-03-09T16:00:00.000Z",
      createdTo: "2026-03-11T16:00:00.000Z",
    });
  });
  it("asks for nothing that is not chosen", () => {
    expect(orderFilters(read({ needs: "nobody" }))).toEqual({});
    expect(orderFilters(read({ needs: "person" }))).toEqual({ needsPerson: true });
  });
  it("switches states on and off in a fixed order", () => {
    const one = toggleState(read({}), "paid");
    expect(statesOf(toggleState(one, "open"))).toEqual(["open", "paid"]);
    expect(toggleState(one, "paid").state).toBeUndefined();
  });
  it("puts a range with swapped ends right and leaves unreadable ends open", () => {
    expect(withRange(read({}), "2026-03-11", "2026-03-10")).toMatchObject({ from: "2026-03-10", to: "2026-03-11" });
    expect(withRange(read({ from: "2026-03-01" }), "", "2026-03-10").from).toBeUndefined();
  });
  it("counts a range as one filter and the search as none", () => {
    expect(filterCount(read({ q: "tea", from: "2026-03-01", to: "2026-03-02", state: "paid", needs: "person" }))).toBe(3);
  });
});

describe("the way back after signing in", () => {
  it("leads to a path of our own", () => {
    expect(signInSearchSchema.parse({ to: "/orders?state=paid" })).toEqual({ to: "/orders?state=paid" });
  });
  it.each(["//evil.test", "/\\evil.test", "https://evil.test", "javascript:alert(1)", "orders", "/a\nb", "/%0d\\x", ""])(
    "never leads to %j",
    (text) => {
      expect(isOwnPath(text)).toBe(false);
    },
  );
});

describe("filters of the ledger of notifications in the address", () => {
  const readLedger = (search: Record<string, unknown>) => notificationsSearchSchema.parse(search);
  it("reads what it knows and asks for nothing that is not chosen", () => {
    expect(readLedger({ verdict: "forged,nonsense,verified", day: "2026-02-30", q: " ", account: "x" })).toEqual({
      verdict: "verified,forged",
    });
    expect(notificationFilters(readLedger({}))).toEqual({});
    expect(notificationFilters(readLedger({ verdict: "forged", day: "2026-03-10", q: "P7K2" }))).toEqual({
      verdicts: ["forged"],
      day: "2026-03-10",
      q: "P7K2",
    });
  });
  it("switches verdicts on and off in the fixed order", () => {
    const both = toggleVerdict(readLedger({ verdict: "forged" }), "verified");
    expect(both.verdict).toBe("verified,forged");
    expect(toggleVerdict(toggleVerdict(both, "forged"), "verified").verdict).toBeUndefined();
  });
});
