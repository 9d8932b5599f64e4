import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { money } from "../money/index.ts";
import { type CheckName, feasibility, needsApproval, type RefundIdea, refundRulesSchema, refusalIn } from "./index.ts";
import { anIdea, aStanding, NOW } from "./testing/refund.ts";

const hkd = (minor: bigint) => money(minor, "HKD");
const rules = refundRulesSchema.parse({ approvalAbove: { HKD: "50.00" } });
const DAY_MS = 86_400_000;
const paid = anIdea().payment;

function finding(idea: RefundIdea, about: CheckName, now = NOW) {
  const found = feasibility(idea, now, rules).find((check) => check.about === about);
  if (!found) return null;
  return found.is === "ok" ? "ok" : `${found.is} ${found.why}`;
}

describe("a refund that somebody thinks of", () => {
  it("passes every check in the plain case, and each check is made once", () => {
    const checks = feasibility(anIdea(), NOW, rules);
    expect(checks.map(({ about }) => about)).toEqual(["payment", "left", "earlier", "parts", "age", "approval", "blackout", "takings"]);
    expect(checks.filter(({ is }) => is !== "ok")).toEqual([]);
  });

  it.each([
    ["payment", "refused not_paid", { payment: { ...paid, state: "awaiting", paidAt: null } }],
    ["payment", "refused not_paid", { payment: { ...paid, state: "expired", paidAt: null } }],
    ["payment", "refused reversed", { payment: { ...paid, flag: "reversed" } }],
    ["payment", "refused refunded_at_qfpay", { payment: { ...paid, flag: "refunded" } }],
    ["payment", "ok", { payment: { ...paid, flag: "refunded" }, standing: aStanding({ refunded: 10_000n }) }],
    ["payment", "note partly_refunded_at_qfpay", { payment: { ...paid, flag: "partly_refunded" } }],
    ["payment", "ok", { payment: { ...paid, flag: "partly_refunded" }, standing: aStanding({ refunded: 10n }) }],
    ["left", "refused too_large", { amount: hkd(10_001n) }],
    [
      "left",
      "refused too_large",
      { amount: hkd(6_001n), standing: aStanding({ refunded: 1_000n, refunding: 2_000n, awaitingApproval: 1_000n }) },
    ],
    ["left", "ok", { amount: hkd(6_000n), standing: aStanding({ refunded: 1_000n, refunding: 2_000n, awaitingApproval: 1_000n }) }],
    ["left", "refused nothing_left", { amount: hkd(1n), standing: aStanding({ refunded: 10_000n }) }],
    ["outside", "note given_outside", { standing: aStanding({ refunded: 500n, givenOutside: 500n }) }],
    ["earlier", "note under_way", { standing: aStanding({ refunding: 1n }) }],
    ["earlier", "note under_way", { standing: aStanding({ awaitingApproval: 1n }) }],
    ["earlier", "waits earlier_refund", { standing: aStanding({ refunding: 1n }, { isOneAtQfpay: true }) }],
    ["parts", "refused part_barred", { standing: aStanding({}, { isPartBarred: true }) }],
    ["parts", "ok", { amount: hkd(10_000n), standing: aStanding({}, { isPartBarred: true }) }],
    ["age", "ok", { payment: { ...paid, paidAt: new Date(NOW.getTime() - 365 * DAY_MS) } }],
    ["age", "refused too_old", { payment: { ...paid, paidAt: new Date(NOW.getTime() - 365 * DAY_MS - 1) } }],
    ["approval", "ok", { amount: hkd(5_000n) }],
    ["approval", "waits approval", { amount: hkd(5_001n) }],
    ["approval", "waits approval", { amount: hkd(2_000n), standing: aStanding({ refunded: 3_001n, unapproved: 3_001n }) }],
    ["approval", "ok", { amount: hkd(2_000n), standing: aStanding({ refunded: 3_001n }) }],
    ["takings", "waits takings_too_small", { takings: hkd(999n) }],
    ["takings", "ok", { takings: hkd(1_000n) }],
  ] as const)("%s: %s", (about, expected, over) => {
    expect(finding(anIdea(over), about)).toBe(expected);
  });

  it("is held back by QFPay's nightly pause, and told until when", () => {
    const now = new Date("2026-03-10T23:40:00+08:00");
    expect(feasibility(anIdea(), now, rules)).toContainEqual({
      about: "blackout",
      is: "waits",
      why: "blackout",
      until: new Date("2026-03-11T00:30:00+08:00"),
      sum: null,
    });
  });

  it("is told when QFPay is asked again where today's takings are too small", () => {
    const [check] = feasibility(anIdea({ takings: hkd(-5n) }), NOW, rules).filter(({ about }) => about === "takings");
    expect(check).toMatchObject({ until: new Date("2026-03-10T11:05:00+08:00"), sum: hkd(-5n) });
  });

  it("needs no second person in a currency without a limit", () => {
    const yen = money(10_000_000n, "JPY");
    const standing = { ...aStanding(), paid: yen, refundable: yen, unapproved: money(0n, "JPY") };
    expect(needsApproval(feasibility(anIdea({ amount: yen, standing, takings: null }), NOW, rules))).toBe(false);
  });

  it("is refused for its size exactly when it is larger than what is left, whatever else holds", () => {
    const sums = fc.record({
      refunded: fc.bigInt({ min: 0n, max: 4_000n }),
      refunding: fc.bigInt({ min: 0n, max: 3_000n }),
      awaitingApproval: fc.bigInt({ min: 0n, max: 3_000n }),
      unapproved: fc.bigInt({ min: 0n, max: 9_000n }),
    });
    fc.assert(
      fc.property(sums, fc.bigInt({ min: 1n, max: 12_000n }), fc.bigInt({ min: -5_000n, max: 20_000n }), (parts, minor, takings) => {
        const standing = aStanding(parts);
        const checks = feasibility(anIdea({ amount: hkd(minor), standing, takings: hkd(takings) }), NOW, rules);
        expect(refusalIn(checks) !== null).toBe(minor > standing.refundable.minor);
        expect(needsApproval(checks)).toBe(minor + parts.unapproved > 5_000n);
        expect(new Set(checks.map(({ about }) => about)).size).toBe(checks.length);
      }),
    );
  });
});
