import type { KnownRefund } from "@tillbook/db/refunds";
import type { CallOptions } from "@tillbook/qfpay/client";
import { alone, type Context, type ContextFor } from "../context/index.ts";
import { CALL_MAY_RUN_MS, LEASE_MS } from "../payments/index.ts";
import { askAboutRefunds } from "./ask-about-refunds.ts";
import { sendRefund } from "./send-refund.ts";
import { lockRefund, tellAbout } from "./write-change.ts";

/**
 * Sends refunds whose time has come, of every account: what the night held back, what a crash left behind, what QFPay refused for now.
 * Workers hold what they took by time, so that no two send one, and a worker that dies gives it back.
 * @returns how many were taken; the caller comes again at once while there is more.
 */
export async function sendDueRefunds(
  system: Pick<Context, "db" | "clock" | "log">,
  contextFor: ContextFor,
  limit: number,
): Promise<number> {
  const now = system.clock.now();
  const due = await system.db.read.refunds.claimSends(now, new Date(now.getTime() + LEASE_MS), limit);
  await Promise.all(
    due.map((refund) =>
      alone(system.log, { refundId: refund.id }, async () =>
        sendWhenSafe(await contextFor(refund.accountId), refund, { priority: "sweep" }),
      ),
    ),
  );
  return due.length;
}

/** Sends a refund for the first time, or once more after an enquiry showed that QFPay has no such refund. */
export async function sendWhenSafe(ctx: Context, refund: KnownRefund, options: CallOptions = {}): Promise<void> {
  if (refund.sends === 0) return sendRefund(ctx, refund, options);
  switch ((await askAboutRefunds(ctx, [refund], options)).get(refund.id)) {
    case "absent":
      return sendRefund(ctx, refund, options);
    case "known":
      return watchAgain(ctx, refund);
    case "silent":
    case undefined: // asked again when the lease is over
  }
}

/** QFPay has it after all: whatever it is waiting for, it is not sent again but asked about until QFPay has spoken. */
async function watchAgain(ctx: Context, { id }: KnownRefund): Promise<void> {
  await ctx.db.unitOfWork(async (tx) => {
    const refund = await lockRefund(ctx, tx, id);
    if (refund?.state.at !== "submitted" || refund.waitsBecause === null) return;
    const nextEnquiryAt = new Date(ctx.clock.now().getTime() + CALL_MAY_RUN_MS);
    await tx.refunds.schedule({ ...refund, waitsBecause: null, nextSendAt: null, nextEnquiryAt }, null);
    await tellAbout(tx, refund);
  });
}
