import type { Endpoint } from "@tillbook/db/webhooks";
import { BOTH_SECRETS_SIGN_MS, type ChangeEndpoint, type CreateEndpoint, readEndpointUrl } from "@tillbook/domain/webhooks";
import { actorName, type Context, requireRight } from "../context/index.ts";
import { AppError } from "../errors/index.ts";
import { newId } from "../orders/index.ts";
import { endpointView, namesIn } from "./endpoint-view.ts";
import { mayBePublicHost } from "./public-address.ts";
import { newWebhookSecret } from "./secrets.ts";
import type { EndpointView, EndpointWithSecret } from "./views.ts";

const MOST_ENDPOINTS = 20;

/**
 * Adds an endpoint. The answer is the only place where its secret is shown. `id` names it when the same call may come twice: then
 * there is one endpoint, and both answers show its secret.
 */
export async function createEndpoint(ctx: Context, command: CreateEndpoint, id: string = newId()): Promise<EndpointWithSecret> {
  requireRight(ctx.actor, "manageWebhooks");
  const url = readUrl(ctx, command.url);
  const endpoint = await ctx.db.unitOfWork(async (tx) => {
    const known = await tx.endpoints.byId(ctx.account.id, id);
    if (known) return known;
    if ((await tx.endpoints.ofAccount(ctx.account.id)).length >= MOST_ENDPOINTS)
      throw new AppError("invalid_input", `there can be ${MOST_ENDPOINTS} endpoints: remove one first`, {
        fields: [fault("url", "too_many")],
      });
    const sealedSecret = ctx.vault.seal(newWebhookSecret());
    const by = { createdBy: actorName(ctx.actor), createdAt: ctx.clock.now() };
    await tx.endpoints.insert({ id, accountId: ctx.account.id, ...command, url, sealedSecret, ...by });
    await tx.audit.insert({ ...deedOf(ctx, id, "webhook.created"), details: { url } });
    return found(await tx.endpoints.byId(ctx.account.id, id));
  });
  return withSecret(ctx, endpoint);
}

export async function listEndpoints(ctx: Context): Promise<EndpointView[]> {
  requireRight(ctx.actor, "manageWebhooks");
  const endpoints = await ctx.db.read.endpoints.ofAccount(ctx.account.id);
  const names = await namesIn(ctx, endpoints);
  return endpoints.map((endpoint) => endpointView(endpoint, names));
}

/** One endpoint, or `not_found`: another account's and none at all look alike. */
export async function readEndpoint(ctx: Context, query: { endpointId: string }): Promise<EndpointView> {
  requireRight(ctx.actor, "manageWebhooks");
  const endpoint = found(await ctx.db.read.endpoints.byId(ctx.account.id, query.endpointId));
  return endpointView(endpoint, await namesIn(ctx, [endpoint]));
}

export async function changeEndpoint(ctx: Context, command: ChangeEndpoint & { endpointId: string }): Promise<EndpointView> {
  const { url: typed, description, events, endpointId } = command;
  const url = typed === undefined ? undefined : readUrl(ctx, typed);
  const changed = await change(ctx, endpointId, "webhook.changed", (endpoint) => ({
    ...endpoint,
    url: url ?? endpoint.url,
    description: description ?? endpoint.description,
    events: events ?? endpoint.events,
  }));
  return endpointView(changed, await namesIn(ctx, [changed]));
}

/** Sends nothing until it is resumed; what happens meanwhile waits. */
export async function pauseEndpoint(ctx: Context, command: { endpointId: string }): Promise<EndpointView> {
  const paused = await change(ctx, command.endpointId, "webhook.paused", (endpoint) =>
    endpoint.pausedAt === null ? { ...endpoint, pausedAt: ctx.clock.now(), pausedBy: actorName(ctx.actor) } : endpoint,
  );
  return endpointView(paused, await namesIn(ctx, [paused]));
}

/** Sends again, beginning with what waits. What was given up is sent again only when somebody asks for it. */
export async function resumeEndpoint(ctx: Context, command: { endpointId: string }): Promise<EndpointView> {
  const resumed = await change(ctx, command.endpointId, "webhook.resumed", (endpoint) =>
    endpoint.pausedAt === null ? endpoint : { ...endpoint, pausedAt: null, pausedBy: null, failingSince: null },
  );
  return endpointView(resumed, await namesIn(ctx, [resumed]));
}

/** A new secret, shown once. The one before signs beside it for a day, so that nothing is lost while the receiver changes over. */
export async function rotateSecret(ctx: Context, command: { endpointId: string }): Promise<EndpointWithSecret> {
  const rotated = await change(ctx, command.endpointId, "webhook.secret_rotated", (endpoint) => ({
    ...endpoint,
    sealedSecret: ctx.vault.seal(newWebhookSecret()),
    sealedPreviousSecret: endpoint.sealedSecret,
    previousSecretUntil: new Date(ctx.clock.now().getTime() + BOTH_SECRETS_SIGN_MS),
  }));
  return withSecret(ctx, rotated);
}

/** Takes an endpoint away. Its log stays; taking it away twice is `not_found`. */
export async function removeEndpoint(ctx: Context, command: { endpointId: string }): Promise<void> {
  requireRight(ctx.actor, "manageWebhooks");
  await ctx.db.unitOfWork(async (tx) => {
    const endpoint = found(await tx.endpoints.lock(ctx.account.id, command.endpointId));
    await tx.endpoints.remove(ctx.account.id, endpoint.id, ctx.clock.now());
    await tx.audit.insert({ ...deedOf(ctx, endpoint.id, "webhook.removed"), details: { url: endpoint.url } });
  });
}

async function change(ctx: Context, endpointId: string, action: string, how: (endpoint: Endpoint) => Endpoint): Promise<Endpoint> {
  requireRight(ctx.actor, "manageWebhooks");
  return ctx.db.unitOfWork(async (tx) => {
    const before = found(await tx.endpoints.lock(ctx.account.id, endpointId));
    const after = how(before);
    if (after === before) return before;
    await tx.endpoints.save(after);
    await tx.audit.insert(deedOf(ctx, endpointId, action));
    return after;
  });
}

function deedOf(ctx: Context, endpointId: string, action: string) {
  return { accountId: ctx.account.id, actor: actorName(ctx.actor), action, subject: "webhook", subjectId: endpointId, at: ctx.clock.now() };
}

async function withSecret(ctx: Context, endpoint: Endpoint): Promise<EndpointWithSecret> {
  return { secret: ctx.vault.open(endpoint.sealedSecret), endpoint: endpointView(endpoint, await namesIn(ctx, [endpoint])) };
}

function readUrl(ctx: Context, text: string): string {
  const read = readEndpointUrl(text, ctx.webhookReach);
  if (!read.ok) throw new AppError("invalid_input", `url: ${read.fault}`, { fields: [fault("url", read.fault)] });
  if (ctx.webhookReach === "public" && !mayBePublicHost(new URL(read.url).hostname))
    throw new AppError("invalid_input", "url: this address is not on the open internet", { fields: [fault("url", "not_public")] });
  return read.url;
}

function fault(field: string, word: string): { field: string; fault: string } {
  return { field, fault: word };
}

function found(endpoint: Endpoint | null): Endpoint {
  if (!endpoint) throw new AppError("not_found", "there is no such endpoint");
  return endpoint;
}
