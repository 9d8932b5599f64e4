import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packed, unpacked } from "./packed-part.ts";

describe("a piece of a file", () => {
  it("comes back byte for byte", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), fc.integer({ min: 1, max: 50 }), (bytes, times) => {
        const piece = Buffer.concat(Array.from({ length: times }, () => bytes));
        expect(unpacked(packed(piece)).equals(piece)).toBe(true);
      }),
    );
  });

  it("takes less room where it is text, and no more where it cannot be packed", () => {
    const text = Buffer.from("B20260310,2026-03-10,2026-03-11,SHOP1,PAYMENT,SETTLED\n".repeat(1_000));
    expect(packed(text).bytes.length).toBeLessThan(text.length / 10);
    const noise = randomBytes(1_000);
    expect(packed(noise)).toEqual({ bytes: noise, packing: null });
  });

  it("is not guessed at", () => {
    expect(() => unpacked({ bytes: Buffer.from("x"), packing: "lzma" })).toThrow("lzma");
  });
});
