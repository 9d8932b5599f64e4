import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mayBecome, type OrderState } from "./index.ts";

const STATES = ["open", "expired", "cancelled", "paid"] as const satisfies readonly OrderState[];
const follow = (wishes: readonly OrderState[]) =>
  wishes.reduce<OrderState>((state, wish) => (mayBecome(state, wish) ? wish : state), "open");

describe("an order", () => {
  it("becomes paid from every other state, and nothing else from there", () => {
    for (const state of STATES) {
      expect(mayBecome(state, "paid")).toBe(state !== "paid");
      expect(mayBecome("paid", state)).toBe(false);
    }
  });

  it("is paid in the end whenever money came, wherever in the story", () => {
    const wishes = fc.array(fc.constantFrom(...STATES), { maxLength: 50 });
    fc.assert(
      fc.property(wishes, wishes, (before, after) => {
        expect(follow([...before, "paid", ...after])).toBe("paid");
      }),
    );
  });

  it("never opens again", () => {
    for (const state of STATES) expect(mayBecome(state, "open")).toBe(false);
  });
});
