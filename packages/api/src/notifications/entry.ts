import { type LedgerEntry, type LedgerScope, readLedgerEntry } from "@tillbook/db/notifications";
import type { Context, Delivery } from "../context/index.ts";
import { AppError } from "../errors/index.ts";

/** One delivery of any account of the person's organisation, or `not_found`. Its number is in an address, so anything may stand there. */
export async function findEntry(ctx: Context, notificationId: string): Promise<{ entry: LedgerEntry; scope: LedgerScope }> {
  const id = /^\d{1,18}$/.test(notificationId) ? BigInt(notificationId) : null;
  if (id !== null) {
    for (const account of await ctx.db.read.accounts.ofOrganisation(ctx.account.organisationId)) {
      const scope = await scopeOf(ctx, account.id);
      const entry = await readLedgerEntry(ctx.db.read.sql, scope, id);
      if (entry) return { entry, scope };
    }
  }
  throw new AppError("not_found", "there is no such notification");
}

/** Deliveries of nobody's may name another merchant's customers, so they are shown only where there is no other merchant. */
export async function scopeOf(ctx: Context, accountId: string = ctx.account.id): Promise<LedgerScope> {
  const { organisationId } = ctx.account;
  if (accountId !== ctx.account.id) {
    const own = await ctx.db.read.accounts.ofOrganisation(organisationId);
    if (!own.some(({ id }) => id === accountId)) throw new AppError("not_found", "there is no such account");
  }
  return { accountId, withNobodys: await ctx.db.read.accounts.isOnlyOrganisation(organisationId) };
}

/** Whether all of its bytes are here. */
export function isReplayable(entry: Pick<LedgerEntry, "findings">): boolean {
  return !entry.findings.some((finding) => finding.startsWith("cut "));
}

/** A stored delivery as it once came. */
export function deliveryOf(entry: LedgerEntry): Delivery {
  return { rawBody: entry.rawBytes ?? Buffer.from(entry.raw), signature: entry.signature ?? undefined };
}
