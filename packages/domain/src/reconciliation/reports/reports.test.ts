import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { feeContractSchema } from "../../settlement/index.ts";
import { addDays } from "../../time/index.ts";
import { matchBooks } from "../index.ts";
import { faultyDay } from "../testing/arbitraries.ts";
import { books, DAY } from "../testing/books.ts";
import {
  type CarriedForward,
  daysOf,
  effectiveRate,
  explainDrift,
  type FeeLine,
  feeOfLines,
  rollCarried,
  statementItems,
} from "./index.ts";

const contract = feeContractSchema.parse({ rate: "0.60%" });
const paid = (minor: bigint, feeMinor: bigint, over: Partial<FeeLine> = {}): FeeLine => ({
  currency: "HKD",
  batchNo: "B1",
  grossMinor: minor,
  feeMinor,
  feeRate: "0.60%",
  transactions: [{ kind: "payment", minor, paidMinor: null, refundedBefore: 0n }],
  ...over,
});
const ten = (feeMinor: bigint): FeeLine[] => Array.from({ length: 10 }, () => paid(750n, feeMinor));

describe("fees that are not as agreed", () => {
  it.each([
    ["as agreed", ten(5n), "AS_AGREED", "", 10],
    ["another rounding", ten(4n), "MATCHES_ROUNDING", "HALF_EVEN", 10],
    ["another rate, which the statement prints", ten(6n).map((line) => ({ ...line, feeRate: "0.8%" })), "MATCHES_RATE", "0.8%", 10],
    ["nothing that we know", ten(9n), "UNEXPLAINED", "", 0],
    ["mostly another rounding", [...ten(4n), paid(10_000n, 60n), paid(750n, 9n)], "MATCHES_ROUNDING", "HALF_EVEN", 11],
  ])("are explained as %s", (_what, lines, code, term, matched) => {
    expect(explainDrift(lines, contract)).toEqual({ code, term, matched, of: lines.length });
  });
  it("are explained by the basis when only the total fits", () => {
    const lines = [...ten(4n).slice(0, 9), paid(750n, 9n)];
    expect(explainDrift(lines, contract)).toEqual({ code: "MATCHES_BASIS", term: "PER_BATCH_TOTAL", matched: 1, of: 1 });
  });
  it("come to what ten payments of 7.50 should cost by each way of rounding", () => {
    const by = (terms: object): bigint => feeOfLines(ten(0n), feeContractSchema.parse({ rate: "0.60%", ...terms }));
    expect([by({}), by({ rounding: "HALF_EVEN" }), by({ basis: "PER_BATCH_TOTAL" })]).toEqual([50n, 40n, 45n]);
  });
  it.each([
    [80n, 10_000n, "0.8000%"],
    [-6n, -800n, "0.7500%"],
    [1n, 300n, "0.3333%"],
    [1n, 0n, null],
  ])("%s on %s is an effective rate of %s", (fee, gross, rate) => {
    expect(effectiveRate(fee, gross)).toBe(rate);
  });
});

describe("what is carried forward", () => {
  const LAST = addDays(DAY, 5);
  const item: fc.Arbitrary<CarriedForward> = fc
    .record({ minor: fc.bigInt(-500n, 500n), from: fc.integer({ min: -3, max: 5 }), after: fc.option(fc.integer({ min: -2, max: 9 })) })
    .map(({ minor, from, after }) => ({
      currency: "HKD",
      minor,
      from: addDays(DAY, from),
      endedOn: after === null ? null : addDays(DAY, from + after),
    }));
  it("rolls: each day opens with what the day before it closed with", () => {
    fc.assert(
      fc.property(fc.array(item), (items) => {
        const roll = rollCarried(items, { first: DAY, last: LAST });
        for (const [at, day] of roll.entries()) {
          expect(day.closing).toBe(day.opening + day.opened - day.ended);
          expect(roll[at + 1]?.opening ?? day.closing).toBe(day.closing);
        }
        const open = items.filter(({ endedOn, from }) => from <= LAST && (endedOn === null || (endedOn > LAST && endedOn > from)));
        expect(roll.at(-1)?.closing ?? 0n).toBe(open.reduce((sum, { minor }) => sum + minor, 0n));
      }),
    );
  });
  it("knows every day of a stretch", () => {
    expect(daysOf({ first: DAY, last: addDays(DAY, 2) })).toEqual([DAY, addDays(DAY, 1), addDays(DAY, 2)]);
  });
});

describe("the reconciliation statement", () => {
  it("leads from the books to the file's net, whatever went wrong", () => {
    fc.assert(
      fc.property(faultyDay, fc.bigInt(-900n, 900n), ({ transactions, lines }, otherMinor) => {
        for (const proof of matchBooks(books({ transactions, lines })).dayProofs) {
          const own = lines.filter(({ currency }) => currency === proof.currency);
          const feeMinor = own.reduce((sum, line) => sum + line.feeMinor, 0n);
          const netMinor = own.reduce((sum, line) => sum + line.netMinor, otherMinor);
          const items = statementItems(proof, { otherMinor, feeMinor, netMinor, paidOutMinor: 0n, receivedMinor: 0n, chargesMinor: 0n });
          const sum = (from: number, until: number): bigint => items.slice(from, until).reduce((all, { minor }) => all + minor, 0n);
          expect(sum(0, 6)).toBe(proof.external);
          expect(sum(6, 10)).toBe(netMinor);
        }
      }),
    );
  });
});
