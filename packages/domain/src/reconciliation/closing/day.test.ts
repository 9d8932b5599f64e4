import { describe, expect, it } from "vitest";
import { type CertificateRow, changesBetween, checklistOf, type DayFacts, dayStateOf, unmet } from "./index.ts";

describe("how a day stands", () => {
  const review = { proposalId: "p", maker: "staff:anna" };
  it.each([
    [
      { closes: 0, reopenings: 0, waiting: null },
      { at: "OPEN", version: 1 },
    ],
    [
      { closes: 0, reopenings: 0, waiting: review },
      { at: "IN_REVIEW", version: 1, ...review },
    ],
    [
      { closes: 1, reopenings: 0, waiting: null },
      { at: "CLOSED", version: 1 },
    ],
    [
      { closes: 1, reopenings: 1, waiting: null },
      { at: "REOPENED", version: 2 },
    ],
    [
      { closes: 1, reopenings: 1, waiting: review },
      { at: "IN_REVIEW", version: 2, ...review },
    ],
    [
      { closes: 2, reopenings: 1, waiting: null },
      { at: "CLOSED", version: 2 },
    ],
  ])("%s is %s", (history, state) => {
    expect(dayStateOf(history)).toEqual(state);
  });
  it("is never opened more often than closed, nor closed twice in a row", () => {
    expect(() => dayStateOf({ closes: 0, reopenings: 1, waiting: null })).toThrow("0 closes and 1 re-openings");
    expect(() => dayStateOf({ closes: 2, reopenings: 0, waiting: null })).toThrow("2 closes and 0 re-openings");
  });
});

describe("the checklist of a close", () => {
  const run = { isFresh: true, linesUnplaced: 0, openBreaks: 0, fileOff: [], dayOff: [] };
  const ready: DayFacts = {
    settleDay: "2026-03-09",
    today: "2026-03-10",
    activeFiles: ["a.csv"],
    hasNoActivity: false,
    expected: 3,
    heldFiles: [],
    run,
    balanceOff: [],
  };
  const missing = (over: Partial<DayFacts>) =>
    unmet(checklistOf({ ...ready, ...over })).map(({ code, params }) => [code, ...Object.values(params)].join(" "));
  it("is met when nothing stands in the way", () => {
    expect(missing({})).toEqual([]);
    expect(missing({ activeFiles: [], hasNoActivity: true, expected: 0 })).toEqual([]);
  });
  it.each<[Partial<DayFacts>, string]>([
    [{ today: "2026-03-09" }, "DAY_OVER 2026-03-09"],
    [{ activeFiles: [] }, "FILE_OR_NO_ACTIVITY "],
    [{ activeFiles: [], hasNoActivity: true }, "FILE_OR_NO_ACTIVITY "],
    [{ heldFiles: ["b.csv", "c.csv"] }, "NO_FILE_HELD b.csv, c.csv"],
    [{ run: { ...run, isFresh: false } }, "FRESH_RUN"],
    [{ run: { ...run, linesUnplaced: 2 } }, "EVERY_LINE_PLACED 2"],
    [{ run: { ...run, openBreaks: 1 } }, "BREAKS_SETTLED 1"],
    [{ run: { ...run, fileOff: [{ currency: "HKD", amount: "0.01" }] } }, "FILE_PROOF HKD 0.01"],
    [{ run: { ...run, dayOff: [{ currency: "HKD", amount: "-1.00" }] } }, "DAY_PROOF HKD -1.00"],
    [{ balanceOff: [{ currency: "USD", amount: "5.00" }] }, "BALANCE_PROOF USD 5.00"],
  ])("%s", (over, point) => {
    expect(missing(over)).toEqual([point]);
  });
  it("has nothing of a run met without a run", () => {
    expect(missing({ run: null })).toHaveLength(6);
  });
});

describe("two versions of a close", () => {
  const row = (over: Partial<CertificateRow>): CertificateRow => ({
    ordinal: 0,
    kind: "matched",
    originalDay: null,
    line: "a.csv#2",
    lineType: "PAYMENT",
    batch: "B1",
    syssn: ["P1"],
    why: ["KEY_EXACT"],
    currency: "HKD",
    gross: "1.00",
    fee: "0.00",
    net: "1.00",
    difference: null,
    differenceCurrency: null,
    resolution: null,
    digest: "d",
    ...over,
  });
  it("differ where a row is gone, new, or says something else", () => {
    const waits = row({ kind: "carried", line: null, syssn: ["P2"] });
    const before = [row({}), row({ line: "a.csv#3", gross: "2.00" }), waits];
    const after = [row({ ordinal: 7, digest: "other" }), row({ line: "a.csv#3", gross: "2.01" }), row({ line: "b.csv#2", syssn: ["P2"] })];
    expect(changesBetween(before, after).map(({ key, before: old, after: now }) => [key, old?.gross, now?.gross])).toEqual([
      ["a.csv#3", "2.00", "2.01"],
      ["carried P2", "1.00", undefined],
      ["b.csv#2", undefined, "1.00"],
    ]);
  });
});
