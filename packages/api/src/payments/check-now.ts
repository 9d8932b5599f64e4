import { isOpen } from "@tillbook/domain/payments";
import type { Context } from "../context/index.ts";
import { askAboutPayments, ENQUIRY_BATCH } from "./ask-about.ts";

/** A person asks QFPay about everything of an order that is not final: open attempts here, open refunds in `refunds`. */
export async function checkNow(ctx: Context, orderId: string): Promise<void> {
  const open = (await ctx.db.read.payments.ofOrder(orderId)).filter(isOpen);
  for (let from = 0; from < open.length; from += ENQUIRY_BATCH) {
    await askAboutPayments(ctx, open.slice(from, from + ENQUIRY_BATCH), { priority: "people" });
  }
}
