import type { Delivery, Endpoint, EventFacts } from "@tillbook/db/webhooks";
import { eventFacts } from "@tillbook/db/webhooks";
import { hasFailedTooLong, nextAttempt } from "@tillbook/domain/webhooks";
import { alone, type Context } from "../context/index.ts";
import { STOPPED_BY_ITSELF } from "./endpoint-view.ts";
import { eventBody, eventName } from "./event-body.ts";
import { type Sealer, signedHeaders } from "./secrets.ts";

/** What came back: an answer with its first 1,024 bytes, or why there was none. `took` in milliseconds. */
export type Posted = { took: number } & ({ status: number; answer: string } | { fault: string });

/** Posts a body to an address, waits ten seconds at most, follows nothing and reads little. Never throws. */
export type Post = (url: string, message: { headers: Readonly<Record<string, string>>; body: string }) => Promise<Posted>;

export type Messenger = Pick<Context, "db" | "clock" | "log"> & {
  readonly vault: Sealer;
  readonly post: Post;
  /** From 0 up to 1, for the pauses. */
  readonly chance: () => number;
};

/** Longer than any attempt lasts; a worker that died gives its deliveries back by then. */
const LEASE_MS = 20_000;

/**
 * Sends what is due, of every account, all at once. What fails is sent again by a plan of about three days; an endpoint that fails for
 * days is stopped, and its account's Developers page says so.
 * @returns how many were taken; the caller comes again at once while there is more.
 */
export async function deliverDue(system: Messenger, limit: number): Promise<number> {
  const now = system.clock.now();
  const due = await system.db.read.deliveries.claimDue(now, new Date(now.getTime() + LEASE_MS), limit);
  if (due.length === 0) return 0;
  const factsOf = await eventFacts(system.db.read.sql, due);
  await Promise.all(
    due.map((delivery) => alone(system.log, { deliveryId: delivery.id }, () => deliver(system, delivery, factsOf(delivery)))),
  );
  return due.length;
}

async function deliver(system: Messenger, delivery: Delivery, facts: EventFacts | null): Promise<void> {
  const endpoint = await system.db.read.endpoints.byId(delivery.accountId, delivery.endpointId);
  if (!endpoint || endpoint.pausedAt !== null) return; // taken away or paused a moment ago
  const at = system.clock.now();
  const body = eventBody(delivery, facts);
  const posted = await system.post(endpoint.url, {
    body,
    headers: { "content-type": "application/json", ...signedHeaders(endpoint, { id: eventName(delivery), body, at }, system.vault) },
  });
  await record(system, delivery, endpoint, at, posted);
}

async function record(system: Messenger, delivery: Delivery, endpoint: Endpoint, at: Date, posted: Posted): Promise<void> {
  const answered = "status" in posted;
  const arrived = answered && posted.status >= 200 && posted.status < 300;
  const attempt = {
    at,
    took: Math.round(posted.took),
    status: answered ? posted.status : null,
    fault: answered ? null : posted.fault,
    answer: answered ? posted.answer.replaceAll("\u0000", "\ufffd") : "",
  };
  const next = arrived ? null : nextAttempt(delivery.tries + 1, at, system.chance());
  await system.db.unitOfWork(async (tx) => {
    await tx.deliveries.record(delivery.id, attempt, { state: arrived ? "delivered" : next ? "waiting" : "failed", nextAttemptAt: next });
    if (arrived) return tx.endpoints.worked(endpoint.id);
    const since = await tx.endpoints.failed(endpoint.id, at);
    if (hasFailedTooLong(since, at)) await stop(system, tx, endpoint, at);
  });
}

/** Nobody has answered for days: nothing more is sent until a person has looked at it. */
async function stop(system: Messenger, tx: Messenger["db"]["read"], endpoint: Endpoint, at: Date): Promise<void> {
  const { accountId, id } = endpoint;
  const current = await tx.endpoints.lock(accountId, id);
  if (!current || current.pausedAt !== null) return;
  await tx.endpoints.save({ ...current, pausedAt: at, pausedBy: STOPPED_BY_ITSELF });
  await tx.audit.insert({ accountId, actor: "webhooks", action: "webhook.stopped", subject: "webhook", subjectId: id, at });
  system.log.warn({ endpointId: id, accountId }, "a webhook endpoint has failed for days and was stopped");
}
