import { z } from "zod";
import { staff, staffProcedure } from "../trpc.ts";
import { askAgain, enquireAboutNotice } from "./enquire-case.ts";
import { listCasesSchema, readCase, readCases } from "./read-cases.ts";
import { resolveCase, resolveCaseSchema } from "./resolve-case.ts";

const oneCase = z.strictObject({ caseId: z.uuid("not_a_uuid") });

/** What a person decides about money. Everybody who reads orders sees it; the verbs say who may decide. */
export const casesRouter = staff.router({
  list: staffProcedure.input(listCasesSchema).query(({ ctx, input }) => readCases(ctx, input)),
  byId: staffProcedure.input(oneCase).query(({ ctx, input }) => readCase(ctx, input)),
  resolve: staffProcedure.input(resolveCaseSchema).mutation(async ({ ctx, input }) => {
    await resolveCase(ctx, input);
    return readCase(ctx, { caseId: input.caseId });
  }),
  askAgain: staffProcedure.input(oneCase).mutation(({ ctx, input }) => askAgain(ctx, input)),
  enquire: staffProcedure.input(oneCase).mutation(({ ctx, input }) => enquireAboutNotice(ctx, input)),
});
