import { staff, staffProcedure } from "../trpc.ts";
import {
  auditTrail,
  carryForward,
  duplicateReport,
  feeClaims,
  feeReport,
  openBreaks,
  payoutTrail,
  reportPeriodSchema as period,
  reconciliationStatement,
  reserveReport,
  settlementSummary,
} from "./reports/index.ts";
import { firstRows } from "./reports/report.ts";

const SHOWN_ROWS = 1_000;

/** Reports as screens show them: the first thousand rows of each table, and the sums of all. Files of them come from a route. */
export const reportsRouter = staff.router({
  settlementSummary: staffProcedure
    .input(period)
    .query(async ({ ctx, input }) => firstRows(await settlementSummary(ctx, input), SHOWN_ROWS)),
  statement: staffProcedure.input(period).query(async ({ ctx, input }) => firstRows(await reconciliationStatement(ctx, input), SHOWN_ROWS)),
  openBreaks: staffProcedure.query(async ({ ctx }) => firstRows(await openBreaks(ctx), SHOWN_ROWS)),
  carryForward: staffProcedure.input(period).query(async ({ ctx, input }) => firstRows(await carryForward(ctx, input), SHOWN_ROWS)),
  fees: staffProcedure.input(period).query(async ({ ctx, input }) => firstRows(await feeReport(ctx, input), SHOWN_ROWS)),
  feeClaims: staffProcedure.input(period).query(async ({ ctx, input }) => firstRows(await feeClaims(ctx, input), SHOWN_ROWS)),
  payoutTrail: staffProcedure.input(period).query(async ({ ctx, input }) => firstRows(await payoutTrail(ctx, input), SHOWN_ROWS)),
  reserves: staffProcedure.input(period).query(async ({ ctx, input }) => firstRows(await reserveReport(ctx, input), SHOWN_ROWS)),
  duplicates: staffProcedure.input(period).query(async ({ ctx, input }) => firstRows(await duplicateReport(ctx, input), SHOWN_ROWS)),
  auditTrail: staffProcedure.input(period).query(async ({ ctx, input }) => firstRows(await auditTrail(ctx, input), SHOWN_ROWS)),
});
