import { staff, staffProcedure } from "../trpc.ts";
import { readHealth, readHealthMark } from "./read-health.ts";

export const healthRouter = staff.router({
  lights: staffProcedure.query(({ ctx }) => readHealth(ctx)),
  mark: staffProcedure.query(({ ctx }) => readHealthMark(ctx)),
});
