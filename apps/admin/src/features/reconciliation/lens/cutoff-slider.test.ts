import { describe, expect, it } from "vitest";
import { stepOf, timeOf } from "./cutoff-slider.tsx";

describe("the slider of the cut-off", () => {
  it.each([
    ["00:00:00", 0],
    ["22:00:00", 44],
    ["23:30:00", 47],
  ])("has %s at step %s", (time, step) => {
    expect([stepOf(time), timeOf(step)]).toEqual([step, time]);
  });
  it("stands nearest to a cut-off between two steps", () => {
    expect([stepOf("22:20:00"), stepOf("23:59:00")]).toEqual([45, 0]);
  });
});
