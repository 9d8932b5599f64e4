import type { StoredAuditEntry } from "@tillbook/db/audit";
import type { StoredObservation, StoredStateChange } from "@tillbook/db/observations";
import type { TimelineEntry } from "../views/index.ts";

/** Names of people by the way they are written in events; whoever is no person keeps that way. */
export type Names = ReadonlyMap<string, string>;

/** A history of what was heard, what changed and what people did, oldest first. */
export function timelineOf(
  observations: readonly StoredObservation[],
  changes: readonly StoredStateChange[],
  deeds: readonly StoredAuditEntry[],
  names: Names,
): TimelineEntry[] {
  const heard = observations.map(
    ({ receivedAt, source, verdict, respcd, syssn, outTradeNo, findings }): TimelineEntry => ({
      kind: "observation",
      at: receivedAt.toISOString(),
      source,
      verdict,
      respcd,
      syssn,
      outTradeNo,
      findings,
    }),
  );
  const changed = changes.map(
    ({ at, subject, before, after, actor, observationId, details }): TimelineEntry => ({
      kind: "change",
      at: at.toISOString(),
      subject,
      before,
      after,
      actor: names.get(actor) ?? actor,
      evidence: observationId?.toString() ?? null,
      details,
    }),
  );
  const done = deeds.map(
    ({ at, action, actor }): TimelineEntry => ({ kind: "deed", at: at.toISOString(), action, actor: names.get(actor) ?? actor }),
  );
  return [...done, ...heard, ...changed].toSorted((a, b) => a.at.localeCompare(b.at));
}
