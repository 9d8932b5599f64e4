import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffVersions, type Standing, standingAfterCloses, type VersionLine, versionTotals } from "./index.ts";

const line = (lineNo: number, syssn: string | null, digest: string, over: Partial<VersionLine> = {}): VersionLine => ({
  lineNo,
  lineType: "PAYMENT",
  syssn,
  origssn: null,
  outTradeNo: null,
  mchid: "OURS",
  digest,
  ...over,
});

describe("a corrected version beside the one before", () => {
  it("tells unchanged, changed, removed and added rows apart", () => {
    const before = [line(2, "A", "a"), line(3, "B", "b19"), line(4, "C", "c")];
    const after = [line(2, "A", "a"), line(3, "B", "b20"), line(4, "E", "e")];
    expect(diffVersions(before, after)).toEqual({
      unchanged: [after[0]],
      changed: [{ before: before[1], after: after[1] }],
      removed: [before[2]],
      added: [after[2]],
    });
  });
  it("knows rows without a number by what they have instead, and twins one by one", () => {
    const fee = (lineNo: number, digest: string): VersionLine => line(lineNo, null, digest, { lineType: "FEE", outTradeNo: "F1" });
    const twins = diffVersions([line(2, "A", "a"), line(3, "A", "a")], [line(2, "A", "a")]);
    expect([twins.unchanged.length, twins.removed.map(({ lineNo }) => lineNo)]).toEqual([1, [3]]);
    expect(diffVersions([fee(2, "x")], [fee(9, "y")]).changed).toHaveLength(1);
  });
  it("comes to other sums, currency by currency and never across them", () => {
    const sum = (currency: "HKD" | "CNY", grossMinor: bigint, feeMinor = 1n) => ({
      currency,
      grossMinor,
      feeMinor,
      netMinor: grossMinor - feeMinor,
    });
    expect(versionTotals([sum("HKD", 100n), sum("HKD", -30n)], [sum("HKD", 110n), sum("CNY", 7n, 0n)])).toEqual([
      {
        currency: "CNY",
        before: { lines: 0, grossMinor: 0n, feeMinor: 0n, netMinor: 0n },
        after: { lines: 1, grossMinor: 7n, feeMinor: 0n, netMinor: 7n },
        difference: { lines: 1, grossMinor: 7n, feeMinor: 0n, netMinor: 7n },
      },
      {
        currency: "HKD",
        before: { lines: 2, grossMinor: 70n, feeMinor: 2n, netMinor: 68n },
        after: { lines: 1, grossMinor: 110n, feeMinor: 1n, netMinor: 109n },
        difference: { lines: -1, grossMinor: 40n, feeMinor: -1n, netMinor: 41n },
      },
    ]);
  });
  it("puts every row of both in exactly one place", () => {
    const rows = fc
      .array(fc.tuple(fc.constantFrom("A", "B", null), fc.constantFrom("x", "y")))
      .map((all) => all.map(([syssn, digest], at) => line(at + 2, syssn, digest)));
    fc.assert(
      fc.property(rows, rows, (before, after) => {
        const { unchanged, changed, removed, added } = diffVersions(before, after);
        expect(unchanged.length + changed.length + removed.length).toBe(before.length);
        expect(
          [...unchanged, ...changed.map((pair) => pair.after), ...added].map(({ lineNo }) => lineNo).toSorted((a, b) => a - b),
        ).toEqual(after.map(({ lineNo }) => lineNo));
      }),
    );
  });
});

describe("a file that speaks about a closed day", () => {
  const active: Standing = { status: "ACTIVE", reason: null, because: null };
  it("is late when it would take part, and stands as it stood otherwise", () => {
    expect(standingAfterCloses(active, ["2026-03-09"], ["2026-03-09"]).status).toBe("ACTIVE_LATE");
    expect(standingAfterCloses(active, ["2026-03-09"], ["2026-03-08"]).status).toBe("ACTIVE");
    const held: Standing = { ...active, status: "PENDING_SUPERSEDE" };
    expect(standingAfterCloses(held, ["2026-03-09"], ["2026-03-09"])).toEqual(held);
  });
});
