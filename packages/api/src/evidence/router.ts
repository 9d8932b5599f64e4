import { z } from "zod";
import { staff, staffProcedure } from "../trpc.ts";
import { readEvidence } from "./read-evidence.ts";

export const evidenceRouter = staff.router({
  ofPayment: staffProcedure.input(z.strictObject({ paymentId: z.uuid("not_a_uuid") })).query(({ ctx, input }) => readEvidence(ctx, input)),
});
