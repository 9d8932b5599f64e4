import { tracked } from "@trpc/server";
import { z } from "zod";
import { staff, staffProcedure } from "../trpc.ts";
import { followWatermark, readWatermark } from "./watermark/index.ts";

/** How far the account's money is explained: once, or again with every change. */
export const watermarkRouter = staff.router({
  read: staffProcedure.query(({ ctx }) => readWatermark(ctx)),
  follow: staffProcedure.input(z.strictObject({ lastEventId: z.string().nullish() })).subscription(async function* ({ ctx, signal }) {
    let count = 0;
    for await (const seen of followWatermark(ctx, signal)) {
      count += 1;
      yield tracked(String(count), seen);
    }
  }),
});
