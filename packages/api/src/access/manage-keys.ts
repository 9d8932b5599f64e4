import type { ApiKey } from "@tillbook/db/access";
import { type CreateApiKey, prefixOf, standingOf } from "@tillbook/domain/access";
import { actorName, type Context, requireRight } from "../context/index.ts";
import { AppError } from "../errors/index.ts";
import { newId } from "../orders/index.ts";
import { hashOfKey, newApiKey } from "./new-key.ts";
import type { ApiKeyView, NewApiKeyView } from "./views.ts";

const DAY_MS = 86_400_000;

/** Makes a key for a merchant's own program. The answer is the only place where the key ever stands. */
export async function createApiKey(ctx: Context, command: CreateApiKey): Promise<NewApiKeyView> {
  requireRight(ctx.actor, "manageAccess");
  const key = newApiKey(ctx);
  const createdAt = ctx.clock.now();
  const row = {
    id: newId(),
    accountId: ctx.account.id,
    name: command.name,
    prefix: prefixOf(key),
    scopes: command.scopes,
    createdBy: actorName(ctx.actor),
    createdAt,
    expiresAt: command.expiresInDays === null ? null : new Date(createdAt.getTime() + command.expiresInDays * DAY_MS),
  };
  await ctx.db.unitOfWork(async (tx) => {
    await tx.apiKeys.insert({ ...row, hash: hashOfKey(key) });
    await tx.audit.insert({ ...deedOf(ctx, row.id, "api_key.created"), details: { name: row.name, scopes: row.scopes } });
  });
  const names = await ctx.db.read.accounts.namesOf([row.createdBy]);
  return { key, view: keyView({ ...row, lastUsedAt: null, revokedAt: null, revokedBy: null }, names, createdAt) };
}

/** The account's keys, newest first, ended ones too. */
export async function listApiKeys(ctx: Context): Promise<ApiKeyView[]> {
  requireRight(ctx.actor, "manageAccess");
  const keys = await ctx.db.read.apiKeys.ofAccount(ctx.account.id);
  const names = await ctx.db.read.accounts.namesOf(keys.flatMap((key) => [key.createdBy, key.revokedBy ?? ""]));
  return keys.map((key) => keyView(key, names, ctx.clock.now()));
}

/** Ends a key. The very next call with it is refused, on every server instance. Ending it twice is the same as once. */
export async function revokeApiKey(ctx: Context, command: { keyId: string }): Promise<void> {
  requireRight(ctx.actor, "manageAccess");
  await ctx.db.unitOfWork(async (tx) => {
    if (!(await tx.apiKeys.byId(ctx.account.id, command.keyId))) throw new AppError("not_found", "there is no such key");
    if (await tx.apiKeys.revoke(ctx.account.id, command.keyId, actorName(ctx.actor), ctx.clock.now()))
      await tx.audit.insert(deedOf(ctx, command.keyId, "api_key.revoked"));
  });
}

function deedOf(ctx: Context, keyId: string, action: string) {
  return {
    accountId: ctx.account.id,
    actor: actorName(ctx.actor),
    action,
    subject: "api_key",
    subjectId: keyId,
    at: ctx.clock.now(),
  };
}

function keyView(key: ApiKey, names: ReadonlyMap<string, string>, now: Date): ApiKeyView {
  const nameOf = (actor: string): string => names.get(actor) ?? actor;
  return {
    id: key.id,
    name: key.name,
    prefix: key.prefix,
    scopes: key.scopes,
    standing: standingOf(key, now),
    createdBy: nameOf(key.createdBy),
    createdAt: key.createdAt.toISOString(),
    expiresAt: key.expiresAt?.toISOString() ?? null,
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    revokedAt: key.revokedAt?.toISOString() ?? null,
    revokedBy: key.revokedBy === null ? null : nameOf(key.revokedBy),
  };
}
