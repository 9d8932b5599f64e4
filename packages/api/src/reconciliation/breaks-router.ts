import { BREAK_CODES } from "@tillbook/domain/reconciliation";
import { AGES, BREAK_STATES, DOCUMENTS, evidenceSchema, reasonSchema, wishSchema } from "@tillbook/domain/reconciliation/breaks";
import { settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import { staff, staffProcedure } from "../trpc.ts";
import { assignBreaks } from "./breaks/assign.ts";
import { proposeBankRow } from "./breaks/bank-rows.ts";
import { approveResolutions, rejectResolutions, reverseResolution } from "./breaks/decide.ts";
import { createInternal, enquireBreak } from "./breaks/enquire.ts";
import { proposeResolutions } from "./breaks/propose.ts";
import { countOpenBreaks, listBreaks, waitingResolutions } from "./breaks/read-breaks.ts";
import { readSuggestions } from "./breaks/suggest.ts";

const inRun = z.strictObject({ settleDay: settlementDaySchema, runId: z.uuid() });
const oneEntry = inRun.extend({ ordinal: z.int().min(0) });
const support = { evidence: evidenceSchema.optional(), files: z.array(z.uuid()).max(DOCUMENTS.most).optional() };
const proposals = z.strictObject({ proposalIds: z.array(z.uuid()).min(1).max(500) });

/** The work on breaks. Everybody who reads settlements sees it; the verbs say who may propose and who may decide. */
export const breaksRouter = staff.router({
  list: staffProcedure
    .input(
      z.strictObject({
        isSettled: z.boolean().default(false),
        code: z.enum(BREAK_CODES).optional(),
        owner: z.string().max(100).optional(),
        state: z.enum(BREAK_STATES).optional(),
        age: z.enum(AGES).optional(),
        settleDay: settlementDaySchema.optional(),
        after: z.strictObject({ settleDay: settlementDaySchema, ordinal: z.int() }).optional(),
        limit: z.int().min(1).max(200).default(50),
      }),
    )
    .query(({ ctx, input }) => listBreaks(ctx, input)),
  counts: staffProcedure.query(({ ctx }) => countOpenBreaks(ctx)),
  waiting: staffProcedure
    .input(z.strictObject({ limit: z.int().min(1).max(500).default(100) }))
    .query(({ ctx, input }) => waitingResolutions(ctx, input)),
  suggestions: staffProcedure.input(oneEntry).query(({ ctx, input }) => readSuggestions(ctx, input)),
  propose: staffProcedure
    .input(
      inRun.extend({
        ordinals: z.array(z.int().min(0)).min(1).max(500),
        wish: wishSchema,
        reason: reasonSchema,
        ...support,
      }),
    )
    .mutation(({ ctx, input }) => proposeResolutions(ctx, input)),
  proposeBankRow: staffProcedure
    .input(z.strictObject({ fileId: z.uuid(), lineNo: z.int().min(1), action: z.enum(["IGNORE_LINE", "WRITE_OFF"]), reason: reasonSchema }))
    .mutation(({ ctx, input }) => proposeBankRow(ctx, input)),
  approve: staffProcedure
    .input(proposals.extend({ note: z.string().trim().max(500, "too_long").optional() }))
    .mutation(({ ctx, input }) => approveResolutions(ctx, input)),
  reject: staffProcedure.input(proposals.extend({ note: reasonSchema })).mutation(({ ctx, input }) => rejectResolutions(ctx, input)),
  reverse: staffProcedure
    .input(z.strictObject({ resolutionId: z.uuid(), reason: reasonSchema }))
    .mutation(({ ctx, input }) => reverseResolution(ctx, input)),
  assign: staffProcedure
    .input(
      z.strictObject({
        subjects: z.array(z.string().min(1).max(200)).min(1).max(500),
        owner: z.string().trim().min(1, "required").max(100, "too_long"),
        nextActionOn: settlementDaySchema,
      }),
    )
    .mutation(({ ctx, input }) => assignBreaks(ctx, input)),
  enquire: staffProcedure.input(oneEntry).mutation(({ ctx, input }) => enquireBreak(ctx, input)),
  createInternal: staffProcedure
    .input(oneEntry.extend({ reason: reasonSchema, ...support }))
    .mutation(({ ctx, input }) => createInternal(ctx, input)),
});
