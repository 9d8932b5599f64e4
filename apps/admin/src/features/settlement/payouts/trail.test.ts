import type { BankRowView, PayoutsView, PayoutView } from "@tillbook/api/settlement";
import { describe, expect, it } from "vitest";
import { needsWork, otherRows, trailOf } from "./trail.ts";

const payout = (ref: string, over: Partial<PayoutView> = {}): PayoutView => ({
  ref, currency: "HKD", amount: "87.30", valueDate: "2026-03-11", status: "MATCHED", batches: [], codes: [], difference: "0.00", ...over,
}); // biome-ignore format: a payout reads better on one line
const row = (over: Partial<BankRowView> = {}): BankRowView => ({
  line: "bank.csv#2", fileId: "f", lineNo: 2, valueDate: "2026-03-11", text: "QFPAY", reference: null, currency: "HKD", amount: "87.30",
  status: "MATCHED", payouts: [], explained: [], codes: [], difference: "", until: null, ...over,
}); // biome-ignore format: a row reads better on few lines
const view = (payouts: PayoutView[], bank: BankRowView[]): PayoutsView => ({
  asOf: "2026-03-12", payouts, unpaid: [], bank, expectedValueDates: [],
}); // biome-ignore format: short

describe("the trail from payouts to the bank", () => {
  it("puts each bank row beside its payout, the newest payout first", () => {
    const all = view([payout("P1"), payout("P2", { valueDate: "2026-03-12" })], [row({ payouts: ["P1"] }), row({ payouts: ["P1", "P2"] })]);
    expect(trailOf(all).map((item) => [item.payout.ref, item.bank.length])).toEqual([
      ["P2", 1],
      ["P1", 2],
    ]);
  });
  it("lists receipts of nobody's apart, and never a payout that only waits", () => {
    const all = view(
      [],
      [row({ status: "BROKEN", codes: ["BANK_UNKNOWN"] }), row({ line: null, status: "WAITING" }), row({ payouts: ["P1"] })],
    );
    expect(otherRows(all).map(({ codes }) => codes)).toEqual([["BANK_UNKNOWN"]]);
  });
  it("wants work for a sum that differs on either side", () => {
    expect(needsWork({ payout: payout("P1"), bank: [row()] })).toBe(false);
    expect(needsWork({ payout: payout("P1", { status: "BROKEN" }), bank: [] })).toBe(true);
    expect(needsWork({ payout: payout("P1"), bank: [row({ status: "BROKEN", codes: ["BANK_AMOUNT"] })] })).toBe(true);
  });
});
