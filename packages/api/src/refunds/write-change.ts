import { announce, type Repositories } from "@tillbook/db/client";
import type { KnownRefund } from "@tillbook/db/refunds";
import type { Refund, RefundStateName } from "@tillbook/domain/refunds";
import { actorName } from "../context/index.ts";
import type { DecidingContext } from "./rules.ts";

/** Writes that a refund came to its state, in the transaction that moved it, and tells whoever is watching. */
export async function writeChange(
  ctx: DecidingContext,
  tx: Repositories,
  refund: Refund,
  change: { before: RefundStateName | null; details?: Readonly<Record<string, string>> },
): Promise<void> {
  await tx.observations.insertChange({
    accountId: refund.accountId,
    subject: "refund",
    subjectId: refund.id,
    before: change.before,
    after: refund.state.at,
    actor: actorName(ctx.actor),
    observationId: null,
    ...(change.details ? { details: change.details } : {}),
    at: ctx.clock.now(),
  });
  await tellAbout(tx, refund);
}

export async function tellAbout(tx: Repositories, refund: Pick<Refund, "accountId" | "orderId">): Promise<void> {
  await announce(tx.sql, { accountId: refund.accountId, orderId: refund.orderId, topic: "order" });
}

/** Writes what a person did about a refund, in the same transaction as the deed. */
export async function writeDeed(
  ctx: DecidingContext,
  tx: Repositories,
  refund: Refund,
  deed: { action: string; details: object },
): Promise<void> {
  await tx.audit.insert({
    accountId: refund.accountId,
    actor: actorName(ctx.actor),
    action: deed.action,
    subject: "refund",
    subjectId: refund.id,
    details: deed.details,
    at: ctx.clock.now(),
  });
}

/** The refund as it is now, under the lock of its order, so that nobody else moves it meanwhile; null when there is none. */
export async function lockRefund(ctx: DecidingContext, tx: Repositories, refundId: string): Promise<KnownRefund | null> {
  const found = await tx.refunds.byId(ctx.account.id, refundId);
  const order = found && (await tx.orders.lock(ctx.account.id, found.orderId));
  return order && tx.refunds.byId(ctx.account.id, refundId);
}
