import type { OneRefund } from "@tillbook/domain/refunds";
import { type Context, requireRight } from "../context/index.ts";
import { AppError } from "../errors/index.ts";
import { LEASE_MS } from "../payments/index.ts";
import { askAboutRefunds } from "./ask-about-refunds.ts";
import { sendWhenSafe } from "./send-due-refunds.ts";
import { lockRefund, writeDeed } from "./write-change.ts";

/**
 * A person does not want to wait: a refund that waits is sent now, after the same enquiry as always; one that QFPay is at work on is
 * asked about. QFPay's nightly pause holds it all the same. Refuses (`changed_meanwhile`) when there is nothing to try any more.
 */
export async function tryRefundNow(ctx: Context, command: OneRefund): Promise<void> {
  requireRight(ctx.actor, "refund");
  const refund = await ctx.db.unitOfWork(async (tx) => {
    const known = await lockRefund(ctx, tx, command.refundId);
    if (!known) throw new AppError("not_found", "there is no such refund");
    if (known.nextSendAt === null && known.nextEnquiryAt === null)
      throw new AppError("changed_meanwhile", `this refund is ${known.state.at}`);
    if (known.nextSendAt === null) return known;
    const held = { ...known, nextSendAt: new Date(ctx.clock.now().getTime() + LEASE_MS) }; // the round leaves it to us
    await tx.refunds.schedule(held, null);
    await writeDeed(ctx, tx, held, { action: "refund.tried_now", details: {} });
    return held;
  });
  if (refund.nextSendAt === null) await askAboutRefunds(ctx, [refund]);
  else await sendWhenSafe(ctx, refund);
}
