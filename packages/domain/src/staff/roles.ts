import { z } from "zod";

/** What a person does at the desk. Owners may do everything. */
export const roleSchema = z.enum(["owner", "cashier", "finance"]);
export type Role = z.infer<typeof roleSchema>;

const RIGHTS = {
  collect: ["owner", "cashier"],
  refund: ["owner", "cashier", "finance"],
  readOrders: ["owner", "cashier", "finance"],
  approveRefund: ["owner", "finance"],
  resolveCase: ["owner", "finance"],
  readNotifications: ["owner", "finance"],
  replayNotification: ["owner", "finance"],
  readHealth: ["owner", "finance"],
  manageAccess: ["owner"],
  manageWebhooks: ["owner"],
  reconcile: ["owner", "finance"],
  readSettlement: ["owner", "finance"],
  closeDay: ["owner", "finance"],
  approveClose: ["owner", "finance"],
  resolveBreak: ["owner", "finance"],
  approveResolution: ["owner", "finance"],
  changeRules: ["owner", "finance"],
  approveRules: ["owner", "finance"],
} as const satisfies Record<string, readonly Role[]>;

export type Right = keyof typeof RIGHTS;

/** Whether a role carries a right. */
export function may(role: Role, right: Right): boolean {
  const roles: readonly Role[] = RIGHTS[right];
  return roles.includes(role);
}
