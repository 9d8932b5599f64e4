import { describe, expect, it } from "vitest";
import { matchBooks } from "./index.ts";
import { at, books, day, line, transaction } from "./testing/books.ts";
import { told } from "./testing/outcome.ts";

const lateAtNight = { ...transaction("P1", { sysdtm: "2024-03-10 23:58:10" }), paydtm: at("2024-03-11 00:02:41") };

describe("a bill that goes by the time of payment", () => {
  it("finds a payment made before midnight and paid after it on its own day", () => {
    const given = books({ transactions: [lateAtNight], lines: [line(lateAtNight)], basis: "paydtm" });
    expect(told(given)).toEqual({ matched: ["KEY_EXACT P1"], broken: [], carried: [], ignored: [] });
    expect(told({ ...given, basis: "sysdtm" }).matched).toEqual(["KEY_EXACT P1 carried in CUTOFF_SHIFT 0.00"]);
  });
  it("expects nothing on the day before, and cuts at midnight whatever QFPay's cut-off", () => {
    const dayBefore = books({ settleDay: day("2024-03-10"), transactions: [lateAtNight], basis: "paydtm" });
    expect(matchBooks(dayBefore).carried).toEqual([]);
    const evening = { ...transaction("P2", { sysdtm: "2024-03-11 22:30:00" }), paydtm: at("2024-03-11 22:31:00") };
    expect(
      told(books({ transactions: [evening], lines: [line(evening)], basis: "paydtm", rules: { cutoff: "22:00:00" } })).matched,
    ).toEqual(["KEY_EXACT P2"]);
  });
});
