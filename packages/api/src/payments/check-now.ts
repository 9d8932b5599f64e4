import { isOpen } from "@tillbook/domain/payments";
import type { PaymentContext } from "../context/index.ts";
import { askAboutPayments } from "./ask-about.ts";

/** A person asks QFPay about everything of an order that is not final: open attempts here, open refunds in `refunds`. */
export async function checkNow(ctx: PaymentContext, orderId: string): Promise<void> {
  const open = (await ctx.db.read.payments.ofOrder(orderId)).filter(isOpen);
  await askAboutPayments(ctx, open, { priority: "people" });
}
