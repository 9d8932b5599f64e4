import { RULE_SETS } from "@tillbook/domain/account-rules";
import { z } from "zod";
import { staff, staffProcedure } from "../trpc.ts";
import { approveRules, declineRules } from "./decide-rules.ts";
import { proposeRules } from "./propose-rules.ts";
import { readRules } from "./read-rules.ts";

const oneProposal = z.strictObject({ proposalId: z.uuid() });

/** By which rules an account's days are settled and closed and its money is given back. Other rules are for two people. */
export const rulesRouter = staff.router({
  settlement: staffProcedure.query(({ ctx }) => readRules(ctx, { set: "settlement" })),
  refunds: staffProcedure.query(({ ctx }) => readRules(ctx, { set: "refunds" })),
  propose: staffProcedure
    .input(
      z.strictObject({
        set: z.enum(RULE_SETS),
        changes: z.record(z.string(), z.unknown()),
        reason: z.string().trim().min(3, "required").max(500, "too_long"),
      }),
    )
    .mutation(({ ctx, input }) => proposeRules(ctx, input)),
  approve: staffProcedure
    .input(oneProposal.extend({ note: z.string().trim().max(500, "too_long").default("") }))
    .mutation(({ ctx, input }) => approveRules(ctx, input)),
  decline: staffProcedure
    .input(oneProposal.extend({ note: z.string().trim().min(3, "required").max(500, "too_long") }))
    .mutation(({ ctx, input }) => declineRules(ctx, input)),
});
