import { describe, expect, it } from "vitest";
import { createApiKeySchema, isKeyShaped, prefixOf, standingOf } from "./index.ts";

const NOW = new Date("2026-11-22T10:00:00Z");
const key = `tb_live_${"a".repeat(43)}`;

describe("an API key", () => {
  it.each([
    [{ expiresAt: null, revokedAt: null }, "valid"],
    [{ expiresAt: new Date(NOW.getTime() + 1), revokedAt: null }, "valid"],
    [{ expiresAt: NOW, revokedAt: null }, "expired"],
    [{ expiresAt: null, revokedAt: NOW }, "revoked"],
    [{ expiresAt: NOW, revokedAt: NOW }, "revoked"],
  ])("with %j is %s", (row, standing) => {
    expect(standingOf(row, NOW)).toBe(standing);
  });

  it.each([
    `tb_live_${"a".repeat(42)}`,
    `tb_live_${"a".repeat(44)}`,
    `tb_prod_${"a".repeat(43)}`,
    `${key} `,
    ` ${key}`,
    "",
    "tb_live_",
    `${key}\n`,
  ])("cannot look like %j", (text) => {
    expect(isKeyShaped(text)).toBe(false);
  });

  it("is known again by a few characters that open nothing", () => {
    expect(isKeyShaped(key)).toBe(true);
    expect(prefixOf(key)).toBe("tb_live_aaaa");
  });

  it.each([
    [{ name: " " }, "name", "required"],
    [{ name: "x".repeat(61) }, "name", "too_long"],
    [{ scopes: [] }, "scopes", "required"],
    [{ scopes: ["everything"] }, "scopes.0", "Invalid option"],
    [{ expiresInDays: 0 }, "expiresInDays", "out_of_range"],
    [{ expiresInDays: 1.5 }, "expiresInDays", "not_a_number"],
    [{ hash: "mine" }, "", "Unrecognized key"],
  ])("is not made from %j", (over, field, word) => {
    const read = createApiKeySchema.safeParse({ name: "shop", scopes: ["orders:read"], ...over });
    expect(read.error?.issues.map((issue) => [issue.path.join("."), issue.message])).toEqual([[field, expect.stringContaining(word)]]);
  });

  it("has each scope once, in their own order", () => {
    expect(createApiKeySchema.parse({ name: "shop", scopes: ["refunds:write", "orders:read", "orders:read"] }).scopes).toEqual([
      "orders:read",
      "refunds:write",
    ]);
  });
});
