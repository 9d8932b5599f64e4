import { mappingJsonSchema } from "@tillbook/domain/settlement";
import { settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import { staff, staffProcedure } from "../trpc.ts";
import { approveFileDecision, declineFileDecision, FILE_DECISIONS, proposeFileDecision, supersedeDiff } from "./decide-file.ts";
import { withdrawProposal } from "./four-eyes.ts";
import { listMappings, saveMapping } from "./mappings.ts";
import { pullBook } from "./pull-book.ts";
import { fileDetail, listFiles } from "./read-files.ts";
import { readDisputes, readPayouts, readReserves } from "./read-payouts.ts";

const oneFile = z.strictObject({ fileId: z.uuid() });
const oneProposal = z.strictObject({ proposalId: z.uuid() });

/** Statement files. The upload itself is a plain route, since files do not fit into a call. */
export const settlementRouter = staff.router({
  files: staffProcedure
    .input(z.strictObject({ limit: z.int().min(1).max(200).default(50) }))
    .query(({ ctx, input }) => listFiles(ctx, input)),
  supersedeDiff: staffProcedure.input(oneFile).query(({ ctx, input }) => supersedeDiff(ctx, input)),
  proposeDecision: staffProcedure
    .input(oneFile.extend({ decision: z.enum(FILE_DECISIONS), reason: z.string().trim().min(3, "required").max(500, "too_long") }))
    .mutation(({ ctx, input }) => proposeFileDecision(ctx, input)),
  approveDecision: staffProcedure
    .input(oneProposal.extend({ note: z.string().trim().max(500, "too_long").default("") }))
    .mutation(({ ctx, input }) => approveFileDecision(ctx, input)),
  declineDecision: staffProcedure
    .input(oneProposal.extend({ note: z.string().trim().min(3, "required").max(500, "too_long") }))
    .mutation(({ ctx, input }) => declineFileDecision(ctx, input)),
  /** Takes one's own proposal back, whatever it is about. */
  withdraw: staffProcedure.input(oneProposal).mutation(({ ctx, input }) => withdrawProposal(ctx, input)),
  /** Completes our side from QFPay's own book; call again with `next` until there is none. */
  pull: staffProcedure
    .input(
      z.strictObject({
        first: settlementDaySchema,
        last: settlementDaySchema,
        from: z.strictObject({ settleDay: settlementDaySchema, start: z.iso.datetime(), page: z.int().min(1).max(100_000) }).optional(),
      }),
    )
    .mutation(({ ctx, input }) => pullBook(ctx, input)),
  mappings: staffProcedure.query(({ ctx }) => listMappings(ctx)),
  saveMapping: staffProcedure
    .input(z.strictObject({ signature: z.string().regex(/^[0-9a-f]{64}$/), mapping: mappingJsonSchema }))
    .mutation(({ ctx, input }) => saveMapping(ctx, input)),
  payouts: staffProcedure
    .input(z.strictObject({ asOf: settlementDaySchema.optional() }))
    .query(({ ctx, input }) => readPayouts(ctx, input)),
  reserves: staffProcedure
    .input(z.strictObject({ first: settlementDaySchema, last: settlementDaySchema }))
    .query(({ ctx, input }) => readReserves(ctx, input)),
  disputes: staffProcedure.query(({ ctx }) => readDisputes(ctx)),
  file: staffProcedure.input(z.strictObject({ fileId: z.uuid() })).query(({ ctx, input }) => fileDetail(ctx, input)),
});
