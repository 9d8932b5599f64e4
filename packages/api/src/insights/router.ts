import { settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import { staff, staffProcedure } from "../trpc.ts";
import { readTakings } from "./read-takings.ts";

export const insightsRouter = staff.router({
  takings: staffProcedure.input(z.strictObject({ day: settlementDaySchema })).query(({ ctx, input }) => readTakings(ctx, input)),
});
