import { cutoffSchema, settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import { staff, staffProcedure } from "../trpc.ts";
import { dryRun, readLens } from "./lens/index.ts";

const MOST_DAYS = 62;
const DAY_MS = 86_400_000;
const days = z
  .strictObject({ first: settlementDaySchema, last: settlementDaySchema })
  .refine(({ first, last }) => first <= last, { path: ["last"], message: "too_early" })
  .refine(({ first, last }) => Date.parse(last) - Date.parse(first) < MOST_DAYS * DAY_MS, { path: ["last"], message: "too_long" });

/** The boundary between days, and what other rules would have made of past days. Nothing here writes anything. */
export const lensRouter = staff.router({
  look: staffProcedure
    .input(
      days.safeExtend({
        cutoff: cutoffSchema.optional(),
        only: z.enum(["moving", "boundary", "all"]).default("moving"),
        after: z.strictObject({ sysdtm: z.iso.datetime(), syssn: z.string().max(64) }).optional(),
        limit: z.int().min(1).max(500).default(100),
      }),
    )
    .query(({ ctx, input }) => readLens(ctx, input)),
  dryRun: staffProcedure.input(days.safeExtend({ rules: z.record(z.string(), z.unknown()) })).query(({ ctx, input }) => dryRun(ctx, input)),
});
