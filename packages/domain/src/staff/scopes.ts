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

/** What carries each right. Whoever may write may read back what it wrote; nothing carries what people alone decide. */
const SCOPES_OF = {
  collect: ["orders:write"],
  refund: ["refunds:write"],
  readOrders: ["orders:read", "orders:write", "refunds:write"],
  approveRefund: [],
  resolveCase: [],
  readNotifications: [],
  replayNotification: [],
  readHealth: [],
  manageAccess: [],
  manageWebhooks: ["webhooks:write"],
  readSettlement: ["settlement:read", "settlement:write"],
  reconcile: ["settlement:write"],
  closeDay: [],
  approveClose: [],
  resolveBreak: [],
  approveResolution: [],
  changeRules: [],
  approveRules: [],
} as const satisfies Record<Right, readonly Scope[]>;

/** Whether a key with these scopes carries a right. */
export function scopesAllow(scopes: readonly Scope[], right: Right): boolean {
  const carriers: readonly Scope[] = SCOPES_OF[right];
  return carriers.some((scope) => scopes.includes(scope));
}
