import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FeeContract, feeContractSchema, feeOn, feeReturned } from "./index.ts";

const contract = (terms: Partial<Record<"rate" | "rounding" | "refundFee" | "minFee" | "maxFee" | "fixedFee", string>> = {}): FeeContract =>
  feeContractSchema.parse({ rate: "0.80%", ...terms });
const returned = (paid: bigint | null, before: bigint, refund: bigint, terms = contract()) =>
  feeReturned({ grossMinor: -refund, paidMinor: paid, refundedBefore: before }, "HKD", terms);

describe("the fee of a payment", () => {
  it("is rounded once, the way the contract says", () => {
    expect(feeOn(750n, "HKD", contract({ rate: "0.60%" }))).toBe(5n);
    expect(feeOn(750n, "HKD", contract({ rate: "0.60%", rounding: "HALF_EVEN" }))).toBe(4n);
    expect(feeOn(750n, "HKD", contract({ rate: "0.60%", rounding: "DOWN" }))).toBe(4n);
  });

  it("may be nothing on a small amount, unless the contract has a minimum", () => {
    expect(feeOn(50n, "HKD", contract({ rate: "0.60%" }))).toBe(0n);
    expect(feeOn(50n, "HKD", contract({ rate: "0.60%", minFee: "0.10" }))).toBe(10n);
  });

  it("has its fixed part added before the one rounding, and never passes its maximum", () => {
    const fixed = contract({ rate: "0.60%", fixedFee: "0.005" });
    expect([feeOn(7_500n, "HKD", fixed), feeOn(7_499n, "HKD", fixed)]).toEqual([46n, 45n]);
    expect(feeOn(1_000_000n, "HKD", contract({ maxFee: "50.00" }))).toBe(5_000n);
    expect(feeOn(100n, "HKD", contract({ minFee: "2.00", maxFee: "1.00" }))).toBe(100n);
  });

  it("counts yen in whole yen", () => {
    expect(feeOn(1050n, "JPY", contract())).toBe(8n);
  });
});

describe("the fee that a refund brings back", () => {
  it("is the difference to the fee on what is kept, so that thirds of a payment return all of it", () => {
    const [first, second, third] = [returned(10_000n, 0n, 3_333n), returned(10_000n, 3_333n, 3_333n), returned(10_000n, 6_666n, 3_334n)];
    expect([first, second, third]).toEqual([-27n, -26n, -27n]);
  });

  it("is each refund's own share when the contract says so, and nothing when it says that", () => {
    const perLine = contract({ refundFee: "PER_LINE" });
    expect([3_333n, 3_333n, 3_334n].map((amount) => returned(10_000n, 0n, amount, perLine))).toEqual([-27n, -27n, -27n]);
    expect(returned(10_000n, 0n, 3_333n, contract({ refundFee: "NONE" }))).toBe(0n);
  });

  it("stands for itself when the payment is unknown", () => {
    expect(returned(null, 0n, 3_333n)).toBe(-27n);
  });

  it("adds up to the whole fee over any way of giving a payment back", () => {
    const parts = fc.array(fc.bigInt(1n, 100_000n), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(parts, fc.constantFrom("HALF_UP", "HALF_EVEN", "DOWN"), fc.constantFrom("0.00", "0.30"), (refunds, rounding, minFee) => {
        const terms = contract({ rounding, minFee });
        const paid = refunds.reduce((sum, part) => sum + part, 0n);
        let before = 0n;
        let sum = 0n;
        for (const part of refunds) {
          sum += returned(paid, before, part, terms);
          before += part;
        }
        expect(sum).toBe(-feeOn(paid, "HKD", terms));
      }),
    );
  });
});
