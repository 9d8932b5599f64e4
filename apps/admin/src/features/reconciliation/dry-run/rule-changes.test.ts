import { describe, expect, it } from "vitest";
import { changesIn, changesOf, inForceText, isReadable, percentText, rulesFrom } from "./rule-changes.ts";

const tolerance = { grossMinor: 0, feeLineMinor: 1, feeFileCapMinor: 100, fxMinor: 1, cutoffWindowMinutes: 120 } as const;
const fee = { rate: "0.008", rounding: "HALF_UP", basis: "PER_LINE", refundFee: "CUMULATIVE" } as const;
const inForce = inForceText({ cutoff: "00:00:00", settleLagBusinessDays: 1, graceBusinessDays: 2, tolerance, fee, ownContracts: 0 });

describe("rules to try", () => {
  it("are told apart from those in force; an emptied field is as in force", () => {
    expect(inForce).toMatchObject({ rate: "0.8", feeLine: "1", window: "120", lag: "1" });
    expect(changesIn(inForce, inForce)).toEqual({});
    expect(changesOf({ first: "2026-03-01", cutoff: undefined, rate: "0.6" })).toEqual({ rate: "0.6" });
    expect(changesIn({ ...inForce, rate: " 0.6 ", grace: "", cutoff: "22:00:00" }, inForce)).toEqual({ rate: "0.6", cutoff: "22:00:00" });
  });

  it("are asked for in the words of the settlement rules, with nothing that stays as it is", () => {
    expect(rulesFrom({})).toEqual({});
    expect(rulesFrom({ cutoff: "22:00:00", rate: "0.6", rounding: "DOWN", feeLine: "0", window: "60", lag: "2", grace: "0" })).toEqual({
      cutoff: "22:00:00",
      fee: { rate: "0.6%", rounding: "DOWN" },
      tolerance: { feeLineMinor: 0, cutoffWindowMinutes: 60 },
      settleLagBusinessDays: 2,
      graceBusinessDays: 0,
    });
  });

  it.each([
    ["rate", "0.6", true],
    ["rate", "0.6%", false],
    ["rate", "much", false],
    ["grace", "2", true],
    ["grace", "-1", false],
    ["cutoff", "22:00:00", true],
  ] as const)("can be read: %s %s is %s", (field, text, expected) => {
    expect(isReadable(field, text)).toBe(expected);
  });

  it.each([
    ["0.008", "0.8"],
    ["0.0075", "0.75"],
    ["0.1", "10"],
    ["1", "100"],
    ["0", "0"],
  ])("show a rate of %s as %s per cent", (share, percent) => {
    expect(percentText(share)).toBe(percent);
  });
});
