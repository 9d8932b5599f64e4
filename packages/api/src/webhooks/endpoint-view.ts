import type { Endpoint } from "@tillbook/db/webhooks";
import type { Context } from "../context/index.ts";
import type { EndpointStanding, EndpointView } from "./views.ts";

/** Who stopped an endpoint when nobody did: it had not answered for days. */
export const STOPPED_BY_ITSELF = "failing";

type Names = ReadonlyMap<string, string>;

export function endpointView(endpoint: Endpoint, names: Names): EndpointView {
  const nameOf = (actor: string): string => names.get(actor) ?? actor;
  return {
    id: endpoint.id,
    url: endpoint.url,
    description: endpoint.description,
    events: endpoint.events,
    standing: standingOf(endpoint),
    failingSince: endpoint.failingSince?.toISOString() ?? null,
    pausedAt: endpoint.pausedAt?.toISOString() ?? null,
    pausedBy: endpoint.pausedBy === null || endpoint.pausedBy === STOPPED_BY_ITSELF ? null : nameOf(endpoint.pausedBy),
    previousSecretUntil: endpoint.previousSecretUntil?.toISOString() ?? null,
    createdBy: nameOf(endpoint.createdBy),
    createdAt: endpoint.createdAt.toISOString(),
  };
}

/** Names of whoever made and paused some endpoints. */
export function namesIn(ctx: Pick<Context, "db">, endpoints: readonly Endpoint[]): Promise<Names> {
  return ctx.db.read.accounts.namesOf(endpoints.flatMap((endpoint) => [endpoint.createdBy, endpoint.pausedBy ?? ""]));
}

function standingOf({ pausedBy, failingSince }: Endpoint): EndpointStanding {
  if (pausedBy !== null) return pausedBy === STOPPED_BY_ITSELF ? "stopped" : "paused";
  return failingSince === null ? "active" : "failing";
}
