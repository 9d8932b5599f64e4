import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { money } from "../money/index.ts";
import {
  advanceRefund,
  createRefundSchema,
  nextRefundEnquiry,
  type RefundFact,
  type RefundState,
  type RefundStateName,
  refundStanding,
} from "./index.ts";

const RANK = { submitted: 0, processing: 1, failed: 2, refunded: 3 } satisfies Record<RefundStateName, number>;
const SYSDTM = new Date("2026-03-10T02:00:00Z");
const refunded: RefundFact = { is: "refunded", syssn: "R1", sysdtm: SYSDTM };
const facts = fc.array(
  fc.constantFrom<RefundFact>(
    refunded,
    { is: "processing", syssn: "R1" },
    { is: "processing", syssn: null },
    { is: "failed", respcd: "1269" },
    { is: "unclear" },
  ),
  { maxLength: 50 },
);
const fold = (heard: readonly RefundFact[]) => heard.reduce<RefundState>(advanceRefund, { at: "submitted" });

const STATES: readonly RefundState[] = [
  { at: "submitted" },
  { at: "processing", syssn: null },
  { at: "failed", respcd: "1269" },
  { at: "refunded", syssn: "R1", sysdtm: SYSDTM },
];
const hkd = (minor: bigint) => money(minor, "HKD");

describe("a refund that hears of itself", () => {
  it("climbs and never falls", () => {
    fc.assert(
      fc.property(facts, (heard) => {
        const steps = heard.map((_fact, count) => fold(heard.slice(0, count + 1)));
        const ranks = steps.map((state) => RANK[state.at]);
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
      }),
    );
  });

  it("ends refunded wherever money went back, in any order and however often anything is repeated", () => {
    fc.assert(
      fc.property(facts, facts, (before, after) => {
        expect(fold([...before, refunded, ...after]).at).toBe("refunded");
      }),
    );
  });

  it("is asked about until it is final, at growing pauses", () => {
    const pause = (enquiries: number, state: RefundState = { at: "submitted" }) => {
      const next = nextRefundEnquiry({ state, enquiries }, SYSDTM);
      return next && next.getTime() - SYSDTM.getTime();
    };
    const pauses = [0, 1, 2, 3, 4, 5, 50].map((enquiries) => pause(enquiries) ?? 0);
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
    expect(pause(0, { at: "refunded", syssn: "R1", sysdtm: SYSDTM })).toBeNull();
    expect(pause(0, { at: "failed", respcd: "1269" })).toBeNull();
  });
});

describe("what is left of a payment", () => {
  it("counts back, on its way and left to exactly the payment, and never below nothing while each refund respects it", () => {
    const wish = fc.record({ minor: fc.bigInt({ min: 1n, max: 10_000n }), state: fc.constantFrom(...STATES) });
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10_000n }), fc.array(wish, { maxLength: 30 }), (paid, wishes) => {
        const given: { amount: ReturnType<typeof hkd>; state: RefundState }[] = [];
        for (const { minor, state } of wishes) {
          if (minor <= refundStanding(hkd(paid), given).refundable.minor) given.push({ amount: hkd(minor), state });
        }
        const standing = refundStanding(hkd(paid), given);
        expect(standing.refundable.minor).toBeGreaterThanOrEqual(0n);
        expect(standing.refunded.minor + standing.refunding.minor + standing.refundable.minor).toBe(paid);
      }),
    );
  });

  it("reserves what is unclear and frees what failed", () => {
    expect(refundStanding(hkd(100n), [{ amount: hkd(60n), state: { at: "submitted" } }])).toMatchObject({
      refunding: hkd(60n),
      refundable: hkd(40n),
    });
    expect(refundStanding(hkd(100n), [{ amount: hkd(60n), state: { at: "failed", respcd: "1269" } }])).toMatchObject({
      refunding: hkd(0n),
      refundable: hkd(100n),
    });
  });
});

describe("what staff ask to give back", () => {
  const asked = {
    requestId: "7f1d4c3e-9b1f-4a53-8a53-0d3f6f6c1d11",
    paymentId: "7f1d4c3e-9b1f-4a53-8a53-0d3f6f6c1d12",
    amount: "1.00",
    reason: "returned goods",
  };
  it.each([
    [{ reason: "   " }, "reason", "required"],
    [{ reason: undefined }, "reason", "required"],
    [{ reason: "x".repeat(201) }, "reason", "too_long"],
    [{ reason: "x\u0000" }, "reason", "special_characters"],
    [{ paymentId: "1" }, "paymentId", "not_a_uuid"],
    [{ requestId: "' OR 1=1" }, "requestId", "not_a_uuid"],
    [{ amount: 1 }, "amount", "required"],
  ])("is told which field is at fault: %j", (over, field, fault) => {
    const read = createRefundSchema.safeParse({ ...asked, ...over });
    expect(read.error?.issues.map((issue) => [issue.path.join("."), issue.message])).toEqual([[field, fault]]);
  });
});
