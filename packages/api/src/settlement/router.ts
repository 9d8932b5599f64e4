import { z } from "zod";
import { staff, staffProcedure } from "../trpc.ts";
import { fileDetail, listFiles } from "./read-files.ts";

/** Statement files. The upload itself is a plain route, since files do not fit into a call. */
export const settlementRouter = staff.router({
  files: staffProcedure
    .input(z.strictObject({ limit: z.int().min(1).max(200).default(50) }))
    .query(({ ctx, input }) => listFiles(ctx, input)),
  file: staffProcedure.input(z.strictObject({ fileId: z.uuid() })).query(({ ctx, input }) => fileDetail(ctx, input)),
});
