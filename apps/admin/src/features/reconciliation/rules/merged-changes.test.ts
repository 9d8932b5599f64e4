import { ruleChanges, rulesInWords } from "@tillbook/domain/account-rules";
import { expect, it } from "vitest";
import { mergedChanges } from "./merged-changes.ts";

const without = rulesInWords("settlement", {});
const contract = rulesInWords("settlement", { fee: { rate: "0%", maxFee: "50" } });
const other = rulesInWords("settlement", { fee: { rate: "0.6%", maxFee: "50" }, cutoff: "22:00:00" });
const settings = (before: object, after: object) => mergedChanges(ruleChanges(before, after)).map(({ setting }) => setting);

it("says a contract that comes or goes in one line", () => {
  const terms = { rate: "0%", rounding: "HALF_UP", basis: "PER_LINE", refundFee: "CUMULATIVE", minFee: "0", fixedFee: "0", maxFee: "50" };
  expect(mergedChanges(ruleChanges(without, contract))).toEqual([{ setting: "fee", before: null, after: terms }]);
  expect(mergedChanges(ruleChanges(contract, without))).toEqual([{ setting: "fee", before: terms, after: null }]);
});

it("says other terms one by one, in the order of the form wherever the change was kept", () => {
  expect(settings(contract, other)).toEqual(["cutoff", "fee.rate"]);
  expect(mergedChanges(ruleChanges(contract, other).toReversed()).map(({ setting }) => setting)).toEqual(["cutoff", "fee.rate"]);
});
