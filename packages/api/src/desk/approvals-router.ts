import { staff, staffProcedure } from "../trpc.ts";
import { readApprovals } from "./read-approvals.ts";

/** What waits for a second person, whatever it is about. It is decided by the verbs of what it is about. */
export const approvalsRouter = staff.router({
  waiting: staffProcedure.query(({ ctx }) => readApprovals(ctx)),
});
