import { describe, expect, it } from "vitest";
import { settlementDaySchema } from "../time/index.ts";
import { type ContractedRow, contractFor, decimalText, hasContracts, settlementRulesSchema } from "./index.ts";

const rules = settlementRulesSchema.parse({
  fee: { rate: "0.80%" },
  fees: [
    { rate: "0.50%", payType: "800207", validFrom: "2026-03-10", validUntil: "2026-03-31" },
    { rate: "0.70%", mchid: "SHOP2" },
    { rate: "1.20%", currency: "USD" },
  ],
});
const day = (text: string) => settlementDaySchema.parse(text);
const row = (over: Partial<ContractedRow> = {}): ContractedRow => ({
  mchid: "SHOP1",
  payType: "800201",
  currency: "HKD",
  tradeDate: day("2026-03-10"),
  ...over,
});

describe("the contract that holds for a row", () => {
  it.each<[string, ContractedRow, string]>([
    ["the one for all", row(), "0.008"],
    ["one for its pay type, from its first day", row({ payType: "800207" }), "0.005"],
    ["to its last day", row({ payType: "800207", tradeDate: day("2026-03-31") }), "0.005"],
    ["and not a day before", row({ payType: "800207", tradeDate: day("2026-03-09") }), "0.008"],
    ["nor after", row({ payType: "800207", tradeDate: day("2026-04-01") }), "0.008"],
    ["one for its merchant number", row({ mchid: "SHOP2" }), "0.007"],
    ["one for its currency", row({ currency: "USD" }), "0.012"],
    ["the first that fits, when several do", row({ mchid: "SHOP2", currency: "USD" }), "0.007"],
  ])("is %s", (_what, told, rate) => {
    const contract = contractFor(rules, told);
    expect(contract && decimalText(contract.rate)).toBe(rate);
  });
  it("is none where nothing fits: fees are then shown and not judged", () => {
    const bare = settlementRulesSchema.parse({ fees: [{ rate: "0.70%", mchid: "SHOP2" }] });
    expect([contractFor(bare, row()), hasContracts(bare), hasContracts(settlementRulesSchema.parse({}))]).toEqual([null, true, false]);
  });
});
