import { describe, expect, it } from "vitest";
import { may, type Right, type Role, roleSchema } from "./index.ts";

const TABLE = {
  owner: {
    collect: true,
    refund: true,
    readOrders: true,
    approveRefund: true,
    resolveCase: true,
    readNotifications: true,
    replayNotification: true,
    readHealth: true,
    manageAccess: true,
    manageWebhooks: true,
    reconcile: true,
    readSettlement: true,
    closeDay: true,
    approveClose: true,
    resolveBreak: true,
    approveResolution: true,
    changeRules: true,
    approveRules: true,
  },
  cashier: {
    collect: true,
    refund: true,
    readOrders: true,
    approveRefund: false,
    resolveCase: false,
    readNotifications: false,
    replayNotification: false,
    readHealth: false,
    manageAccess: false,
    manageWebhooks: false,
    reconcile: false,
    readSettlement: false,
    closeDay: false,
    approveClose: false,
    resolveBreak: false,
    approveResolution: false,
    changeRules: false,
    approveRules: false,
  },
  finance: {
    collect: false,
    refund: true,
    readOrders: true,
    approveRefund: true,
    resolveCase: true,
    readNotifications: true,
    replayNotification: true,
    readHealth: true,
    manageAccess: false,
    manageWebhooks: false,
    reconcile: true,
    readSettlement: true,
    closeDay: true,
    approveClose: true,
    resolveBreak: true,
    approveResolution: true,
    changeRules: true,
    approveRules: true,
  },
} satisfies Record<Role, Record<Right, boolean>>;

describe("who may what", () => {
  for (const role of roleSchema.options) {
    it.each(Object.entries(TABLE[role]))(`${role}: %s is %s`, (right, allowed) => {
      expect(may(role, asRight(right))).toBe(allowed);
    });
  }
});

const rights = [
  "collect", "refund", "readOrders", "approveRefund", "resolveCase", "readNotifications", "replayNotification", "readHealth", "manageAccess", "manageWebhooks",
  "reconcile", "readSettlement", "closeDay", "approveClose", "resolveBreak", "approveResolution",
  "changeRules",
  "approveRules",
] as const satisfies readonly Right[]; // biome-ignore format: a list reads better

/** The table's own columns, which `Object.entries` forgets. */
function asRight(column: string): Right {
  const right = rights.find((candidate) => candidate === column);
  if (right === undefined) throw new Error(`${column} is no right`);
  return right;
}
