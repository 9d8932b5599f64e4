import { describe, expect, it } from "vitest";
import { ruleChanges, rulesInWords, withChanges } from "./rule-sets.ts";

const KEPT = { fee: { rate: "0.0080" }, ledgerAccounts: { bank: { code: "1010", name: "HSBC" } } };

describe("rules in words", () => {
  it("name every setting, with rates and amounts as people write them", () => {
    const words = rulesInWords("settlement", {
      ...KEPT,
      writeOffLimit: "100.50",
      fees: [{ rate: "0.6%", minFee: "0.10", payType: "800207" }],
    });
    expect(words).toMatchObject({ cutoff: "00:00:00", settleLagBusinessDays: 1, writeOffLimit: "100.5", breakOwner: null });
    expect(words.fee).toMatchObject({ rate: "0.8%", rounding: "HALF_UP", maxFee: null });
    expect(words.fees).toMatchObject([{ rate: "0.6%", minFee: "0.1", payType: "800207", mchid: null, validUntil: null }]);
    expect(rulesInWords("refunds", { approvalAbove: { HKD: "1000", JPY: "0" } })).toMatchObject({
      approvalAbove: { HKD: "1000.00", JPY: "0" },
      blackout: { from: "23:30", until: "00:30" },
    });
  });

  it("are the same rules when they are read again", () => {
    for (const set of ["settlement", "refunds"] as const) {
      const words = rulesInWords(set, set === "settlement" ? KEPT : { approvalAbove: { HKD: "88.8" } });
      expect(rulesInWords(set, words)).toEqual(words);
    }
  });
});

describe("changes", () => {
  it("leave the parts of a setting that they do not name, and replace lists and maps of names", () => {
    const after = withChanges("settlement", KEPT, { fee: { rate: "0.6%" }, ledgerAccounts: { sales: { code: "4000", name: "Sales" } } });
    expect(after.fee).toMatchObject({ rate: "0.6%", rounding: "HALF_UP" });
    expect(after.ledgerAccounts).toEqual({ sales: { code: "4000", name: "Sales" } });
    expect(withChanges("settlement", KEPT, { fee: null }).fee).toBeNull();
  });

  it("are told setting by setting, whatever the spelling", () => {
    const before = rulesInWords("settlement", KEPT);
    const after = withChanges("settlement", KEPT, { fee: { rate: "0.60%" }, calendar: { holidays: ["2026-12-25"] }, cutoff: "00:00:00" });
    expect(ruleChanges(before, after)).toEqual([
      { setting: "calendar.holidays", before: [], after: ["2026-12-25"] },
      { setting: "fee.rate", before: "0.8%", after: "0.6%" },
    ]);
    expect(ruleChanges(before, withChanges("settlement", KEPT, { fee: { rate: "0.80%" } }))).toEqual([]);
    const none = withChanges("settlement", KEPT, { fee: null });
    expect(ruleChanges(before, none)).toContainEqual({ setting: "fee.rate", before: "0.8%", after: null });
  });

  it.each([
    [{ rules: 1 }, "rules"],
    [{ cutoff: "24:00:00" }, "cutoff"],
    [{ fee: { rate: "-1%" } }, "fee.rate"],
    [{ fee: { minFee: "5", maxFee: "1" } }, "fee.maxFee"],
    [{ fees: [{ rate: "1%", validFrom: "2026-02-01", validUntil: "2026-01-31" }] }, "fees.0.validUntil"],
    [{ calendar: { holidays: ["2026-02-30"] } }, "calendar.holidays.0"],
    [{ ledgerAccounts: { cash: { code: "1", name: "Cash" } } }, "ledgerAccounts.cash"],
    [{ tolerance: { grossMinor: 1 } }, "tolerance.grossMinor"],
  ])("refuse %j", (changes, path) => {
    expect(() => withChanges("settlement", KEPT, changes)).toThrow(
      expect.objectContaining({ issues: expect.arrayContaining([expect.objectContaining({ path: path.split(".").map(asKey) })]) }),
    );
  });

  it("refuse limits in currencies that QFPay does not know, and amounts that are none", () => {
    for (const approvalAbove of [{ BTC: "1" }, { HKD: "1e3" }, { HKD: "-1" }])
      expect(() => withChanges("refunds", {}, { approvalAbove })).toThrow(/approvalAbove/);
  });
});

function asKey(part: string): string | number {
  return /^\d+$/.test(part) ? Number(part) : part;
}
