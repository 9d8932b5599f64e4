import { addDays, MIDNIGHT, type SettlementDay, settlementDay, settlementDayBounds } from "@tillbook/domain/time";
import { type EnquiryWindow, monthWindows, type TransactionRow } from "@tillbook/qfpay/enquiries";
import { actorName, type PaymentContext, requireRight } from "../context/index.ts";
import { AppError } from "../errors/index.ts";
import { rulesOf } from "./books-context.ts";
import { enquired, takeInRows } from "./take-in-rows.ts";
import type { PulledView, PullPosition } from "./views.ts";

/** QFPay gives no more rows than this in one answer. docs/qfpay.md#enquiry */
const PAGE_SIZE = 100;
/** What one call of ours asks at most, so that it ends before its caller gives up; the caller comes again with `next`. */
const PAGES_A_CALL = 20;
const LONGEST_DAYS = 31;

export type PullBook = {
  first: SettlementDay;
  /** Included. */
  last: SettlementDay;
  /** Where an earlier call stopped. */
  from?: PullPosition | undefined;
};

/**
 * Brings QFPay's own book of some settlement days into ours, by enquiry: what other tills, the portal or an earlier program have taken as well.
 * Asks page by page within the account's budget, behind people who wait, and keeps every page as it comes. Where QFPay falls silent or the call
 * has asked enough, `next` says where to go on; asking twice changes nothing.
 * Refuses (`invalid_input`) days to come and more than 31 at once.
 */
export async function pullBook(ctx: PaymentContext, command: PullBook): Promise<PulledView> {
  requireRight(ctx.actor, "reconcile");
  const places = placesOf(ctx, command);
  let view: PulledView = { pages: 0, rows: 0, news: 0, next: places[0] ?? null, isSilent: false };
  for (const place of places) {
    view = await pullWindow(ctx, place, view);
    if (view.next !== null) break;
  }
  await note(ctx, command, view);
  return view;
}

/** The windows that are still to be asked about. A window is a settlement day, cut where a month ends. */
function placesOf(ctx: PaymentContext, { first, last, from }: PullBook): PullPosition[] {
  const { cutoff } = rulesOf(ctx.account);
  const fault = faultOf({ first, last }, settlementDay(ctx.clock.now(), MIDNIGHT));
  if (fault) throw new AppError("invalid_input", `${first} to ${last}: ${fault}`, { fields: [{ field: "last", fault }] });
  const places: PullPosition[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) {
    const { from: start, until } = settlementDayBounds(day, cutoff);
    for (const window of monthWindows(start, until)) places.push({ settleDay: day, start: window.startTime.toISOString(), page: 1 });
  }
  if (!from) return places;
  const at = places.findIndex(({ start }) => start === from.start);
  if (at < 0)
    throw new AppError("invalid_input", "this position is of other days", { fields: [{ field: "from", fault: "not_a_position" }] });
  return [from, ...places.slice(at + 1)];
}

function faultOf({ first, last }: { first: SettlementDay; last: SettlementDay }, today: SettlementDay): string | null {
  if (last < first) return "before_first";
  if (last > today) return "not_yet";
  return last >= addDays(first, LONGEST_DAYS) ? "too_many_days" : null;
}

/** Asks for one window from a page on. `next` is null when the window is done. */
async function pullWindow(ctx: PaymentContext, from: PullPosition, before: PulledView): Promise<PulledView> {
  const window = windowOf(ctx, from);
  let { pages, rows, news } = before;
  let last = "";
  for (let { page } = from; ; page += 1) {
    const next = { ...from, page };
    if (pages >= PAGES_A_CALL) return { pages, rows, news, next, isSilent: false };
    const answer = await ctx.qfpay.enquire({ ...window, page, pageSize: PAGE_SIZE }, { priority: "sweep" });
    if (answer.kind !== "accepted") return { pages, rows, news, next, isSilent: true };
    const found = answer.value.rows;
    const text = found.map(({ syssn, outTradeNo }) => `${syssn} ${outTradeNo}`).join();
    if (found.length > 0 && text === last) return { pages, rows, news, next, isSilent: true }; // pages are not turned: what is left out is not known
    last = text;
    pages += 1;
    rows += found.length;
    const unknown = await newsAmong(ctx, found);
    if (unknown.length > 0) news += (await takeInRows(ctx, unknown, answer.sent)).length;
    if (found.length < pageSizeIn(answer.fields)) return { pages, rows, news, next: null, isSilent: false };
  }
}

function windowOf(ctx: PaymentContext, { settleDay, start }: PullPosition): EnquiryWindow {
  const { from, until } = settlementDayBounds(settleDay, rulesOf(ctx.account).cutoff);
  const window = monthWindows(from, until).find(({ startTime }) => startTime.toISOString() === start);
  if (!window)
    throw new AppError("invalid_input", "this position is of another day", { fields: [{ field: "from", fault: "not_a_position" }] });
  return window;
}

/** Rows that say something our books do not know. */
async function newsAmong(ctx: PaymentContext, rows: readonly TransactionRow[]): Promise<TransactionRow[]> {
  const known = await ctx.db.read.transactions.known(
    ctx.account.id,
    rows.flatMap(({ syssn }) => syssn ?? []),
  );
  return rows.filter((row) => {
    const now = enquired(row, ctx.account.mchid);
    const before = known.get(row.syssn ?? "");
    return now !== null && (before?.respcd !== now.respcd || before.cancel !== now.cancel);
  });
}

/** QFPay may cap the page below what was asked, and says so. */
function pageSizeIn(fields: Readonly<Record<string, unknown>>): number {
  const told = Number(fields["page_size"]);
  return Number.isInteger(told) && told > 0 && told < PAGE_SIZE ? told : PAGE_SIZE;
}

async function note(ctx: PaymentContext, { first, last }: PullBook, { next, ...counts }: PulledView): Promise<void> {
  await ctx.db.unitOfWork((tx) =>
    tx.audit.insert({
      accountId: ctx.account.id,
      actor: actorName(ctx.actor),
      action: "book.pulled",
      subject: "day",
      subjectId: first,
      details: { last, ...counts, isComplete: next === null },
      at: ctx.clock.now(),
    }),
  );
}
