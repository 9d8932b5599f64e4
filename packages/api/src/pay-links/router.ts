import { z } from "zod";
import { publicDesk, publicProcedure } from "../trpc.ts";
import { readPayLink } from "./read-pay-link.ts";

/** What anybody who holds a link may ask: where it stands. Nothing about the merchant's other business can be named here. */
export const payLinksRouter = publicDesk.router({
  step: publicProcedure.input(z.strictObject({ token: z.string().regex(/^[\w-]{27}$/, "not_accepted") })).query(async ({ ctx, input }) => {
    const { ctx: own, order } = await ctx.openLink(input.token);
    return { at: (await readPayLink(own, order, "phone")).at };
  }),
});
