import { settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import { staff, staffProcedure } from "../trpc.ts";
import { breaksRouter } from "./breaks-router.ts";
import { closingRouter } from "./closing-router.ts";
import { lensRouter } from "./lens-router.ts";
import { dayResult, listDays, readDay, readEntries } from "./read-days.ts";
import { reportsRouter } from "./reports-router.ts";
import { watermarkRouter } from "./watermark-router.ts";
import { runDayWhereItBelongs } from "./where-it-belongs.ts";

const ofDay = z.strictObject({ settleDay: settlementDaySchema });

export const reconciliationRouter = staff.router({
  breaks: breaksRouter,
  closing: closingRouter,
  reports: reportsRouter,
  lens: lensRouter,
  watermark: watermarkRouter,
  days: staffProcedure
    .input(z.strictObject({ month: z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/, "not_a_month") }))
    .query(({ ctx, input }) => listDays(ctx, input)),
  day: staffProcedure.input(ofDay).query(({ ctx, input }) => readDay(ctx, input)),
  /** Further entries of the run on screen; `after` is the page's `nextAfter`. */
  entries: staffProcedure
    .input(
      ofDay.extend({
        runId: z.uuid(),
        kind: z.enum(["matched", "broken", "carried", "ignored"]),
        after: z.int().min(-1),
        limit: z.int().min(1).max(200).default(100),
      }),
    )
    .query(({ ctx, input }) => readEntries(ctx, input)),
  /** The result document of the newest run, for machines. */
  document: staffProcedure.input(ofDay).query(({ ctx, input }) => dayResult(ctx, input)),
  run: staffProcedure.input(ofDay.extend({ asOf: settlementDaySchema.optional() })).mutation(async ({ ctx, input }) => {
    await runDayWhereItBelongs(ctx, input);
    return readDay(ctx, input);
  }),
});
