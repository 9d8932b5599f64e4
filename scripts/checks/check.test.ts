import { describe, expect, it } from "vitest";
import { judged, sum } from "./check.ts";

describe("what a test run counts for", () => {
  it("is what it counted when it ended well", () => {
    expect(judged({ passed: 3, failed: 0 }, 0)).toEqual({ passed: 3, failed: 0 });
  });

  it("is its failed tests when some failed", () => {
    expect(judged({ passed: 3, failed: 2 }, 1)).toEqual({ passed: 3, failed: 2 });
  });

  it("is a failure when it ran nothing at all", () => {
    expect(judged({ passed: 0, failed: 0 }, 0)).toEqual({ passed: 0, failed: 1 });
  });

  it("is a failure more when it broke off though no test failed", () => {
    expect(judged({ passed: 3, failed: 0 }, 1)).toEqual({ passed: 3, failed: 1 });
    expect(judged({ passed: 3, failed: 0 }, undefined)).toEqual({ passed: 3, failed: 1 });
  });

  it("adds up over all steps", () => {
    expect(
      sum([
        { passed: 3, failed: 1 },
        { passed: 4, failed: 0 },
      ]),
    ).toEqual({ passed: 7, failed: 1 });
  });
});
