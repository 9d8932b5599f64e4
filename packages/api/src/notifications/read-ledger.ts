import { type LedgerRow, listLedger, movedBy, replaysOf } from "@tillbook/db/notifications";
import { freeText } from "@tillbook/domain/orders";
import { MIDNIGHT, settlementDayBounds, settlementDaySchema } from "@tillbook/domain/time";
import { maskedText } from "@tillbook/qfpay/redaction";
import { z } from "zod";
import { type Context, mayAct, requireRight } from "../context/index.ts";
import type { LedgerAccount, NotificationDetail, NotificationPage } from "../views/index.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { findEntry, isReplayable, scopeOf } from "./entry.ts";
import { type Beside, rowView } from "./row-view.ts";

const SHOWN_OF_SIGNATURE = 4;

export const listNotificationsSchema = z.strictObject({
  verdicts: z
    .array(z.enum(["verified", "duplicate", "mismatched", "unknown", "forged"]))
    .max(5)
    .default([]),
  /** Prefix of an out_trade_no or syssn. */
  q: freeText(128).optional(),
  /** Calendar day at UTC+8 on which it arrived. */
  day: settlementDaySchema.optional(),
  /** Another account of the same organisation. */
  accountId: z.uuid("not_a_uuid").optional(),
  cursor: z.string().max(200).nullish(),
  limit: z.int().min(1).max(100).default(50),
});

/** A page of the ledger of notifications, newest first: every delivery with its verdict. A forged cursor is refused as invalid input. */
export async function readNotifications(ctx: Context, query: z.output<typeof listNotificationsSchema>): Promise<NotificationPage> {
  requireRight(ctx.actor, "readNotifications");
  const scope = await scopeOf(ctx, query.accountId);
  const day = query.day && settlementDayBounds(query.day, MIDNIGHT);
  const rows = await listLedger(ctx.db.read.sql, {
    ...scope,
    verdicts: query.verdicts,
    search: query.q || null,
    receivedFrom: day?.from ?? null,
    receivedTo: day?.until ?? null,
    after: query.cursor ? readCursor(query.cursor) : null,
    limit: query.limit + 1,
  });
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  const beside = await besideOf(ctx, items);
  return { items: items.map((row) => rowView(row, beside)), nextCursor: rows.length > query.limit && last ? writeCursor(last) : null };
}

/** One delivery as it came, with what became of it; `not_found` when there is none or it is another merchant's. */
export async function readNotification(ctx: Context, query: { notificationId: string }): Promise<NotificationDetail> {
  requireRight(ctx.actor, "readNotifications");
  const { entry, scope } = await findEntry(ctx, query.notificationId);
  const replays = await replaysOf(ctx.db.read.sql, scope, entry.id);
  const beside = await besideOf(ctx, [entry, ...replays]);
  return {
    ...rowView(entry, beside),
    body: maskedText(entry.raw),
    bytes: entry.rawBytes?.byteLength ?? Buffer.byteLength(entry.raw),
    isExactText: entry.rawBytes === null,
    signature: entry.signature === null ? null : `${entry.signature.slice(0, SHOWN_OF_SIGNATURE)}…`,
    replays: replays.map((row) => rowView(row, beside)),
    case: entry.caseId === null ? null : { id: entry.caseId, isOpen: entry.caseClosedAt === null },
    can: { replay: mayAct(ctx.actor, "replayNotification") && isReplayable(entry) },
  };
}

/** The accounts of this person's organisation: one address serves them all, each has a ledger of its own. */
export async function ledgerAccounts(ctx: Context): Promise<LedgerAccount[]> {
  requireRight(ctx.actor, "readNotifications");
  return ctx.db.read.accounts.ofOrganisation(ctx.account.organisationId);
}

async function besideOf(ctx: Context, rows: readonly LedgerRow[]): Promise<Beside> {
  const [moved, names] = await Promise.all([
    movedBy(ctx.db.read.sql, rows),
    ctx.db.read.accounts.namesOf(rows.flatMap(({ actor }) => (actor === null ? [] : [actor]))),
  ]);
  return { moved, names };
}
