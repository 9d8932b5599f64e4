import { describe, expect, it } from "vitest";
import { checkPlantedFaults, FAULT_KINDS } from "./testing/index.ts";

/** Bounded here; ten thousand books in `npm run chaos -- --only recon`. */
const BOOKS = 400;

describe("a perfect day with k faults planted in it", () => {
  it("comes out with exactly the k breaks, their codes and amounts, and proofs of zero, whatever the order of its rows", () => {
    const { planted, wrong } = checkPlantedFaults({ runs: BOOKS, seed: 20_260_310 });
    expect(wrong).toBeNull();
    expect([...planted.keys()].toSorted()).toEqual(Object.keys(FAULT_KINDS).toSorted());
  });
});
