import { staff, staffProcedure } from "../trpc.ts";
import { readSession } from "./read-session.ts";

export const sessionRouter = staff.router({
  me: staffProcedure.query(({ ctx }) => readSession(ctx)),
});
