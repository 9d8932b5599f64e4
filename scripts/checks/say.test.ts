import { describe, expect, it } from "vitest";
import { heldBack } from "./say.ts";

function three() {
  const printed: string[] = [];
  const says = heldBack(3, (text) => void printed.push(text));
  return { printed, says, first: says.of(0), second: says.of(1), third: says.of(2) };
}

describe("what is said at the same time", () => {
  it("is heard at once from the first, and from the others when those before them have ended", () => {
    const { printed, says, first, second } = three();
    second("b1 ");
    first("a1 ");
    second("b2 ");
    first("a2 ");
    expect(printed).toEqual(["a1 ", "a2 "]);
    says.end(0);
    expect(printed).toEqual(["a1 ", "a2 ", "b1 b2 "]);
    second("b3 ");
    expect(printed.at(-1)).toBe("b3 ");
  });

  it("is lost from nobody, in whatever order they end", () => {
    const { printed, says, first, second, third } = three();
    third("c ");
    second("b ");
    says.end(2);
    says.end(1);
    expect(printed).toEqual([]);
    first("a ");
    says.end(0);
    expect(printed.join("")).toBe("a b c ");
  });
});
