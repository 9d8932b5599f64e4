import { describe, expect, it } from "vitest";
import { may, type Right, type Role, roleSchema } from "./index.ts";

const TABLE = {
  owner: { collect: true, refund: true, readOrders: true, reconcile: true, readSettlement: true },
  cashier: { collect: true, refund: true, readOrders: true, reconcile: false, readSettlement: false },
  finance: { collect: false, refund: true, readOrders: true, reconcile: true, readSettlement: true },
} satisfies Record<Role, Record<Right, boolean>>;

describe("who may what", () => {
  for (const role of roleSchema.options) {
    it.each(Object.entries(TABLE[role]))(`${role}: %s is %s`, (right, allowed) => {
      expect(may(role, asRight(right))).toBe(allowed);
    });
  }
});

/** The table's own columns, which `Object.entries` forgets. */
function asRight(column: string): Right {
  for (const right of ["collect", "refund", "readOrders", "reconcile", "readSettlement"] as const) if (right === column) return right;
  throw new Error(`${column} is no right`);
}
