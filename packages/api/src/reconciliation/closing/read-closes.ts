import type { Repositories } from "@tillbook/db/client";
import type { StoredClose } from "@tillbook/db/reconciliation";
import { type CertificateRow, changesBetween, type RowChange } from "@tillbook/domain/reconciliation/closing";
import type { SettlementDay } from "@tillbook/domain/time";
import { requireRight } from "../../context/index.ts";
import { AppError } from "../../errors/index.ts";
import type { BooksContext } from "../../settlement/index.ts";
import { certificateHead, certificateRow } from "./certificate-text.ts";
import { dayState } from "./day-state.ts";
import type { CloseView, DayStateView, VersionDiffView } from "./views.ts";

const PAGE = 5_000;
const SHOWN_CHANGES = 500;

/** How a day stands, with every close it ever had, oldest first. */
export async function readDayState(ctx: BooksContext, query: { settleDay: SettlementDay }): Promise<DayStateView> {
  requireRight(ctx.actor, "readSettlement");
  const { read } = ctx.db;
  const state = await dayState(read, ctx.account.id, query.settleDay);
  const reopening = await read.proposals.waiting(ctx.account.id, ["reopen"], query.settleDay);
  const closes = await read.closes.ofDay(ctx.account.id, query.settleDay);
  return {
    settleDay: query.settleDay,
    state: state.at,
    version: state.version,
    review: state.at === "IN_REVIEW" ? { proposalId: state.proposalId, maker: state.maker } : null,
    reopening: reopening && { proposalId: reopening.id, maker: reopening.maker, reason: reopening.reason },
    closes: await Promise.all(closes.map((close) => closeView(read, close))),
  };
}

/** One sealed version of a day: the newest, unless told. `not_found` when it was never closed so. */
export async function readClose(ctx: BooksContext, query: { settleDay: SettlementDay; version?: number | undefined }): Promise<CloseView> {
  requireRight(ctx.actor, "readSettlement");
  return closeView(ctx.db.read, await closeOf(ctx, query.settleDay, query.version));
}

/** Rows of a sealed version, page by page; pass the last ordinal back as `after`. */
export async function readCloseRows(
  ctx: BooksContext,
  query: { settleDay: SettlementDay; version?: number | undefined; after: number; limit: number },
): Promise<CertificateRow[]> {
  requireRight(ctx.actor, "readSettlement");
  const close = await closeOf(ctx, query.settleDay, query.version);
  return (await ctx.db.read.closes.rows(close.id, query)).map((row) => ({ ...certificateRow(row), digest: row.digest }));
}

/** How two versions of a day differ: the first five hundred rows, and how many there are in all. */
export async function diffCloses(
  ctx: BooksContext,
  query: { settleDay: SettlementDay; from: number; to: number },
): Promise<VersionDiffView> {
  requireRight(ctx.actor, "readSettlement");
  const { read } = ctx.db;
  const [before, after] = [await closeOf(ctx, query.settleDay, query.from), await closeOf(ctx, query.settleDay, query.to)];
  const changes: RowChange[] = changesBetween(await allRows(read, before), await allRows(read, after));
  return {
    from: await closeView(read, before),
    to: await closeView(read, after),
    count: changes.length,
    rows: changes.slice(0, SHOWN_CHANGES),
  };
}

/** The close of a day by its version; the newest when none is named. */
export async function closeOf(ctx: BooksContext, settleDay: string, version: number | undefined): Promise<StoredClose> {
  const closes = await ctx.db.read.closes.ofDay(ctx.account.id, settleDay);
  const close = version === undefined ? closes.at(-1) : closes.find((each) => each.version === version);
  if (!close) throw new AppError("not_found", `${settleDay} has no such close`);
  return close;
}

/** All rows of a certificate. */
export async function allRows(tx: Repositories, close: StoredClose): Promise<CertificateRow[]> {
  const rows: CertificateRow[] = [];
  for (let after = -1; ; ) {
    const page = await tx.closes.rows(close.id, { after, limit: PAGE });
    rows.push(...page.map((row) => ({ ...certificateRow(row), digest: row.digest })));
    if (page.length < PAGE) return rows;
    after = page.at(-1)?.ordinal ?? after;
  }
}

/** A close as its certificate says it, without its rows. */
export async function headWithLinks(tx: Repositories, close: StoredClose) {
  const before = await tx.closes.bySeq(close.accountId, close.seq - 1);
  const previous = before &&
    close.previousDigest !== null && { settleDay: before.settleDay, version: before.version, digest: close.previousDigest };
  return certificateHead(close, previous || null, await tx.closes.postings(close.id));
}

/** A close as it is told, without its rows. */
export async function closeView(tx: Repositories, close: StoredClose): Promise<CloseView> {
  const { format: _format, previous, ...head } = await headWithLinks(tx, close);
  return { ...head, previousDigest: previous?.digest ?? null, digest: close.digest };
}
