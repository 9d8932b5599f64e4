import { describe, expect, it } from "vitest";
import { createVault } from "./vault.ts";

describe("vault", () => {
  const vault = createVault("a secret of at least thirty-two characters");
  it("opens what it sealed", () => {
    expect(vault.open(vault.seal("client key 金鑰"))).toBe("client key 金鑰");
  });
  it("never seals the same text the same way twice", () => {
    expect(vault.seal("x")).not.toBe(vault.seal("x"));
  });
  it("refuses a sealed text that was changed", () => {
    const bytes = Buffer.from(vault.seal("client key"), "base64");
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    expect(() => vault.open(bytes.toString("base64"))).toThrow();
  });
  it("refuses another server's secret", () => {
    expect(() => createVault("another secret, also of thirty-two characters").open(vault.seal("x"))).toThrow();
  });
});
