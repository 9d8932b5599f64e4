import { ordersRouter, refundsRouter } from "./desk/index.ts";
import { insightsRouter } from "./insights/index.ts";
import { reconciliationRouter } from "./reconciliation/index.ts";
import { settlementRouter } from "./settlement/index.ts";
import { sessionRouter } from "./staff/index.ts";
import { staff } from "./trpc.ts";

/** Everything that signed-in people can ask for and do. */
export const staffRouter = staff.router({
  session: sessionRouter,
  orders: ordersRouter,
  refunds: refundsRouter,
  settlement: settlementRouter,
  reconciliation: reconciliationRouter,
  insights: insightsRouter,
});
export type StaffRouter = typeof staffRouter;
