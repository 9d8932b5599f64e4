import { staff, staffProcedure } from "../trpc.ts";
import { readTakings, readTakingsSchema } from "./read-takings.ts";

export const insightsRouter = staff.router({
  takings: staffProcedure.input(readTakingsSchema).query(({ ctx, input }) => readTakings(ctx, input)),
});
