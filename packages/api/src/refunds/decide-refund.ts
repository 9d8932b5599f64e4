import type { Repositories } from "@tillbook/db/client";
import type { KnownRefund } from "@tillbook/db/refunds";
import { type ApproveRefund, type DeclineRefund, mayBeWithdrawn, type OneRefund, refusalIn } from "@tillbook/domain/refunds";
import { actorName, type Context, mayAct, requireRight } from "../context/index.ts";
import { AppError } from "../errors/index.ts";
import { queued } from "./create-refund.ts";
import { lookAtRefund, refusalOf } from "./look-at.ts";
import type { DecidingContext } from "./rules.ts";
import { sendRefund } from "./send-refund.ts";
import { lockRefund, writeChange, writeDeed } from "./write-change.ts";

/**
 * A second person's yes: the refund is sent at once, or when nothing holds it any more. What stood in no way when it was asked for is
 * looked at again. Refuses (`own_request`) whoever asked for it, and (`changed_meanwhile`) when it does not wait for a decision any more.
 */
export async function approveRefund(ctx: Context, command: ApproveRefund): Promise<void> {
  const approved = await approveRequest(ctx, command);
  if (approved.waitsBecause === null) await sendRefund(ctx, approved);
}

/** Writes the second person's yes down; nothing is sent. */
export async function approveRequest(ctx: DecidingContext, command: ApproveRefund): Promise<KnownRefund> {
  requireRight(ctx.actor, "approveRefund");
  return ctx.db.unitOfWork(async (tx) => {
    const refund = await toDecide(ctx, tx, command.refundId);
    const payment = await tx.payments.byId(ctx.account.id, refund.paymentId);
    if (!payment) throw new Error(`payment ${refund.paymentId} vanished`);
    const { checks } = await lookAtRefund(ctx, tx, { payment, amount: refund.amount, except: refund.id, withTakings: false });
    const refused = refusalIn(checks);
    if (refused) throw refusalOf(refused);
    return decide(ctx, tx, { ...refund, ...queued(ctx) }, { before: refund, action: "refund.approved", note: command.note || null });
  });
}

/** A second person's no. The money stays reserved until then and is free again after it. Refuses as `approveRefund` does. */
export async function declineRefund(ctx: DecidingContext, command: DeclineRefund): Promise<void> {
  requireRight(ctx.actor, "approveRefund");
  await ctx.db.unitOfWork(async (tx) => {
    const refund = await toDecide(ctx, tx, command.refundId);
    await decide(ctx, tx, declined(refund), { before: refund, action: "refund.declined", note: command.note });
  });
}

/**
 * Takes a request back while QFPay certainly does not have it: before it was sent, or while it waits because QFPay refused it for now.
 * For whoever asked for it; once it is decided also for those who may decide. Refuses (`changed_meanwhile`) when it is too late.
 */
export async function takeBackRefund(ctx: DecidingContext, command: OneRefund): Promise<void> {
  requireRight(ctx.actor, "refund");
  await ctx.db.unitOfWork(async (tx) => {
    const refund = await known(ctx, tx, command.refundId);
    const isOwn = refund.requestedBy === actorName(ctx.actor);
    if (!isOwn && (refund.state.at === "awaiting_approval" || !mayAct(ctx.actor, "approveRefund")))
      throw new AppError("not_allowed", "only who asked for a refund may take it back");
    if (!mayBeWithdrawn(refund)) throw new AppError("changed_meanwhile", `this refund is ${refund.state.at}`);
    await decide(ctx, tx, declined(refund), { before: refund, action: "refund.taken_back", note: null });
  });
}

async function known(ctx: DecidingContext, tx: Repositories, refundId: string): Promise<KnownRefund> {
  const refund = await lockRefund(ctx, tx, refundId);
  if (!refund) throw new AppError("not_found", "there is no such refund");
  return refund;
}

/** Four eyes: nobody decides their own request, whatever their role. The database refuses it too. */
async function toDecide(ctx: DecidingContext, tx: Repositories, refundId: string): Promise<KnownRefund> {
  const refund = await known(ctx, tx, refundId);
  if (refund.requestedBy === actorName(ctx.actor)) throw new AppError("own_request", "nobody decides on their own refund");
  if (refund.state.at !== "awaiting_approval") throw new AppError("changed_meanwhile", `this refund is ${refund.state.at}`);
  return refund;
}

function declined(refund: KnownRefund): KnownRefund {
  return { ...refund, state: { at: "declined" }, nextSendAt: null, waitsBecause: null, nextEnquiryAt: null };
}

type Decision = { before: KnownRefund; action: string; note: string | null };

async function decide(
  ctx: DecidingContext,
  tx: Repositories,
  refund: KnownRefund,
  { before, action, note }: Decision,
): Promise<KnownRefund> {
  const at = ctx.clock.now();
  const isFirst = before.decidedBy === null || refund.state.at === "declined";
  const decided = isFirst
    ? { ...refund, stateAt: at, decidedBy: actorName(ctx.actor), decidedAt: at, decisionNote: note }
    : { ...refund, stateAt: at };
  await tx.refunds.save(decided, null);
  await writeChange(ctx, tx, decided, { before: before.state.at });
  await writeDeed(ctx, tx, decided, { action, details: note === null ? {} : { note } });
  return decided;
}
