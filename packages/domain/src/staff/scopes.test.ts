import { describe, expect, it } from "vitest";
import { may, type Right, type Scope, scopeSchema, scopesAllow } from "./index.ts";

const CARRIED = {
  "orders:read": ["readOrders"],
  "orders:write": ["collect", "readOrders"],
  "refunds:write": ["refund", "readOrders"],
  "settlement:read": ["readSettlement"],
  "settlement:write": ["readSettlement", "reconcile"],
  "webhooks:write": ["manageWebhooks"],
} as const satisfies Record<Scope, readonly Right[]>;
const EVERY = ["collect", "refund", "readOrders", "reconcile", "readSettlement", "manageWebhooks"] as const;
const FOR_PEOPLE_ALONE = [
  "approveRefund",
  "resolveCase",
  "readNotifications",
  "replayNotification",
  "readHealth",
  "manageAccess",
  "closeDay",
  "approveClose",
  "resolveBreak",
  "approveResolution",
] as const;

describe("a key", () => {
  it.each(scopeSchema.options)("with %s alone carries its own rights", (scope) => {
    const carried: readonly Right[] = CARRIED[scope];
    for (const right of EVERY) expect([right, scopesAllow([scope], right)]).toEqual([right, carried.includes(right)]);
  });
  it.each(FOR_PEOPLE_ALONE)("with every scope there is may not %s, which is for people", (right) => {
    expect(scopesAllow(scopeSchema.options, right)).toBe(false);
    expect(may("owner", right)).toBe(true);
  });
});
