import { createApiKeySchema } from "@tillbook/domain/access";
import { z } from "zod";
import { staff, staffProcedure } from "../trpc.ts";
import { createApiKey, listApiKeys, revokeApiKey } from "./manage-keys.ts";

export const accessRouter = staff.router({
  keys: staffProcedure.query(({ ctx }) => listApiKeys(ctx)),
  createKey: staffProcedure.input(createApiKeySchema).mutation(({ ctx, input }) => createApiKey(ctx, input)),
  revokeKey: staffProcedure.input(z.strictObject({ keyId: z.uuid("not_a_uuid") })).mutation(async ({ ctx, input }) => {
    await revokeApiKey(ctx, input);
    return listApiKeys(ctx);
  }),
});
