import type { LedgerRow, Moved } from "@tillbook/db/notifications";
import type { NotificationRow } from "../views/index.ts";
import { findingView } from "./findings.ts";

/** What stands beside the rows of a page: what they moved, and the names of people. */
export type Beside = { readonly moved: readonly Moved[]; readonly names: ReadonlyMap<string, string> };

/** One delivery as a list shows it. */
export function rowView(row: LedgerRow, { moved, names }: Beside): NotificationRow {
  return {
    id: row.id.toString(),
    receivedAt: row.receivedAt.toISOString(),
    verdict: row.verdict,
    findings: row.findings.map(findingView),
    outTradeNo: row.outTradeNo,
    syssn: row.syssn,
    respcd: row.respcd,
    notifyType: row.notifyType,
    signedBy: row.signedBy,
    order: row.orderId === null || row.orderNumber === null ? null : { id: row.orderId, number: row.orderNumber },
    moved: moved
      .filter(({ observationId }) => observationId === row.id)
      .toSorted((a, b) => Number(a.subject === "order") - Number(b.subject === "order")) // first the money, then what it paid
      .map(({ subject, before, after }) => ({ subject, before, after })),
    replayOf: row.replayOf?.toString() ?? null,
    replayedBy: row.actor === null ? null : (names.get(row.actor) ?? row.actor),
  };
}
