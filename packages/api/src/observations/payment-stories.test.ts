import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { brokenPromises, story } from "./testing/index.ts";

describe("whatever happens to an order, in whatever order", () => {
  it("pays once what was paid, forgets nothing that is open, and shows a person what a person must decide", () => {
    fc.assert(
      fc.property(story, (happenings) => {
        expect(brokenPromises(happenings)).toEqual([]);
      }),
      { numRuns: 10_000 },
    );
  });

  it.each<[string, Parameters<typeof brokenPromises>[0]]>([
    ["of no attempt at all", [{ is: "cancelled" }, { is: "heard", attempt: 0, fact: "paid", source: "notification", minor: 8_800n }]],
    [
      "of money that comes twice, after a cancellation and after an end in silence",
      [
        { is: "attempt" },
        { is: "superseded" },
        { is: "attempt" },
        { is: "cancelled" },
        { is: "time", ms: 27 * 3_600_000 },
        { is: "heard", attempt: 1, fact: "unclear", source: "enquiry", minor: 8_800n },
        { is: "declared_unpaid", attempt: 1 },
        { is: "heard", attempt: 0, fact: "paid", source: "notification", minor: 8_800n },
        { is: "heard", attempt: 1, fact: "paid", source: "enquiry", minor: 8_800n },
      ],
    ],
  ])("as in the story %s", (_what, happenings) => {
    expect(brokenPromises(happenings)).toEqual([]);
  });
});
