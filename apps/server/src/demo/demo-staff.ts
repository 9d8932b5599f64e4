import type { Role } from "@tillbook/domain/staff";

/** Who works at the demo merchant. Seeded only beside the simulated QFPay, printed at every start. */
export const DEMO_STAFF: readonly { role: Role; email: string; name: string; password: string }[] = [
  { role: "owner", email: "owner@demo.test", name: "Ada Lam", password: "owner-demo-2026" },
  { role: "cashier", email: "cashier@demo.test", name: "Ming Chan", password: "cashier-demo-2026" },
  { role: "finance", email: "finance@demo.test", name: "Yee Wong", password: "finance-demo-2026" },
];
