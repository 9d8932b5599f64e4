import { accessRouter } from "./access/index.ts";
import { rulesRouter } from "./account-rules/index.ts";
import { approvalsRouter, casesRouter, ordersRouter, refundsRouter } from "./desk/index.ts";
import { evidenceRouter } from "./evidence/index.ts";
import { healthRouter } from "./health/index.ts";
import { insightsRouter } from "./insights/index.ts";
import { notificationsRouter } from "./notifications/index.ts";
import { reconciliationRouter } from "./reconciliation/index.ts";
import { settlementRouter } from "./settlement/index.ts";
import { sessionRouter } from "./staff/index.ts";
import { staff } from "./trpc.ts";
import { webhooksRouter } from "./webhooks/index.ts";

/** Everything that signed-in people can ask for and do. */
export const staffRouter = staff.router({
  session: sessionRouter,
  orders: ordersRouter,
  refunds: refundsRouter,
  cases: casesRouter,
  approvals: approvalsRouter,
  settlement: settlementRouter,
  rules: rulesRouter,
  reconciliation: reconciliationRouter,
  insights: insightsRouter,
  notifications: notificationsRouter,
  evidence: evidenceRouter,
  health: healthRouter,
  access: accessRouter,
  webhooks: webhooksRouter,
});
export type StaffRouter = typeof staffRouter;
