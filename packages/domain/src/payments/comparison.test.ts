import { describe, expect, it } from "vitest";
import { money } from "../money/index.ts";
import { type Claimed, differences } from "./index.ts";

const ours = { outTradeNo: "P1", amount: money(8_800n, "HKD"), payType: "800201", mchid: "M1" };
const found = (over: Partial<Claimed>, mustNameAmount = true) => differences({ ...ours, ...over }, ours, { mustNameAmount });

describe("what QFPay says, held against our own row", () => {
  it("agrees when everything is the same, and where QFPay or we have no mchid", () => {
    expect(found({})).toEqual([]);
    expect(found({ mchid: null })).toEqual([]);
    expect(differences(ours, { ...ours, mchid: null }, { mustNameAmount: true })).toEqual([]);
  });

  it.each<[string, Partial<Claimed>, string]>([
    ["a cent more", { amount: money(8_801n, "HKD") }, "amount HKD 88.01"],
    ["a cent less", { amount: money(8_799n, "HKD") }, "amount HKD 87.99"],
    ["the same figure in another currency", { amount: money(8_800n, "CNY") }, "amount CNY 88.00"],
    ["no amount at all", { amount: null }, "amount missing"],
    ["another number", { outTradeNo: "P2" }, "out_trade_no P2"],
    ["another pay type", { payType: "800207" }, "pay_type 800207"],
    ["another merchant", { mchid: "M2" }, "mchid M2"],
  ])("tells %s", (_what, over, finding) => {
    expect(found(over)).toEqual([finding]);
  });

  it("asks for an amount only where money moved", () => {
    expect(found({ amount: null }, false)).toEqual([]);
    expect(found({ amount: money(1n, "HKD") }, false)).toEqual(["amount HKD 0.01"]);
  });

  it("tells all that differs", () => {
    expect(found({ amount: money(1n, "CNY"), payType: "800101", mchid: "M2" })).toHaveLength(3);
  });
});
