import { z } from "zod";
import type { Right } from "./roles.ts";

/** What a merchant's own program may do with an API key. */
export const scopeSchema = z.enum([
  "orders:read",
  "orders:write",
  "refunds:write",
  "settlement:read",
  "settlement:write",
  "webhooks:write",
]);
export type Scope = z.infer<typeof scopeSchema>;

/** What a program can never do, whatever its key says: decide for people. */
const SCOPE_OF = {
  collect: "orders:write",
  refund: "refunds:write",
  readOrders: "orders:read",
  approveRefund: null,
  resolveCase: null,
  readNotifications: null,
  replayNotification: null,
  readHealth: null,
  manageAccess: null,
  readSettlement: "settlement:read",
  reconcile: "settlement:write",
} as const satisfies Record<Right, Scope | null>;

/** Whether a key with these scopes carries a right. */
export function scopesAllow(scopes: readonly Scope[], right: Right): boolean {
  const needed = SCOPE_OF[right];
  return needed !== null && scopes.includes(needed);
}
