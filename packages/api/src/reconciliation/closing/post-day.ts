import type { Repositories } from "@tillbook/db/client";
import type { StoredRun } from "@tillbook/db/reconciliation";
import {
  type BalanceProof,
  gathered,
  outstanding,
  type Posting,
  postingsOfBooks,
  postingsOfOutcome,
  postingsOfRow,
  proveBalance,
} from "@tillbook/domain/reconciliation/posting";
import { type FiledPayout, payoutDay, type SettlementRules } from "@tillbook/domain/settlement";
import { followPayouts, type Trail } from "../../settlement/read-payouts.ts";
import { openItemsOf } from "./open-items.ts";

/** What the close of a day posts, and the balance with QFPay after it, counted from both sides. */
export type DayPostings = { readonly postings: readonly Posting[]; readonly balances: readonly BalanceProof[] };

/** What a day's own books hold is referred to by the day. */
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Resolutions are referred to by their ids. */
const RESOLUTION = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Reckons what closing a day with a run would post: the books' payments and refunds, what the rows say, what people decided, payouts, and what
 * the bank kept. What refers to a resolution, a payout or a bank row is posted once, and taken back when it holds no more.
 */
export async function postDay(tx: Repositories, run: StoredRun, rules: SettlementRules): Promise<DayPostings> {
  const { accountId, settleDay } = run;
  const posted = await tx.closes.posted(accountId);
  const trail = await followPayouts(tx, accountId, rules, run.asOf);
  const paid = await payoutsToPost(tx, run, trail, posted);
  const rows = (await tx.ledger.rowsToPost(run.id)).flatMap(postingsOfRow);
  const outcomes = await tx.ledger.outcomesToPost(run.id);
  const later = outcomes.filter(({ kind }) => kind === "booked").flatMap((each) => postingsOfOutcome(each).own);
  const byResolution = outcomes.flatMap((each) => postingsOfOutcome(each).byResolution);
  const newlyByHand = byResolution.filter(({ kind, reference }) => isTrade(kind) && !posted.some((each) => each.reference === reference));
  const books = postingsOfBooks(settleDay, run.dayProofs, newlyByHand);
  const now = gathered([
    ...books,
    ...rows,
    ...later,
    ...outstanding([], await overtaken(tx, run, posted)),
    ...(await resolutionsToPost(tx, run, byResolution, posted)),
    ...outstanding(payoutPostings(paid), ofKinds(posted, ["payout"])),
    ...outstanding(bankPostings(run, trail, paid, posted), ofKinds(posted, ["bank_charge", "unknown_receipt"])),
  ]);
  return { postings: now, balances: proveBalance(posted, now, await openItemsOf(tx, run, { trail, paid })) };
}

/**
 * Bookings of later days that no day's books need any more: of this day, which was opened again and has the transactions in its own books now,
 * and of days that were opened again themselves.
 */
async function overtaken(tx: Repositories, { accountId, settleDay }: StoredRun, posted: readonly Posting[]): Promise<Posting[]> {
  const trades = posted.filter(({ kind, reference }) => isTrade(kind) && !RESOLUTION.test(reference) && !DAY.test(reference));
  if (trades.length === 0) return [];
  const booked = await tx.ledger.bookedLater(accountId);
  return trades.filter(({ reference }) => (booked.get(reference) ?? settleDay) === settleDay);
}

function isTrade(kind: Posting["kind"]): boolean {
  return kind === "payments" || kind === "refunds";
}

function ofKinds(postings: readonly Posting[], kinds: readonly Posting["kind"][]): Posting[] {
  return postings.filter(({ kind }) => kinds.includes(kind));
}

/** New ones; of those posted before, what was taken back since, as soon as a day takes over what closed ones have left. */
async function resolutionsToPost(
  tx: Repositories,
  { accountId, takesPrior }: StoredRun,
  made: readonly Posting[],
  posted: readonly Posting[],
): Promise<Posting[]> {
  const before = posted.filter(({ reference }) => RESOLUTION.test(reference));
  const reversed = takesPrior
    ? await tx.resolutions.reversedAmong(accountId, [...new Set(before.map(({ reference }) => reference))])
    : new Set<string>();
  const again = new Set(made.map(({ reference }) => reference));
  const stands = before.filter(({ reference }) => !reversed.has(reference) && !again.has(reference));
  return outstanding([...made, ...stands], before);
}

/** Payouts of this day, those posted before, and those of closed days that came to be known later. */
async function payoutsToPost(tx: Repositories, run: StoredRun, trail: Trail, posted: readonly Posting[]): Promise<FiledPayout[]> {
  const known = new Set(ofKinds(posted, ["payout"]).map(({ reference }) => reference));
  const closed = new Set(await tx.closes.closedAmong(run.accountId, [...new Set(trail.payouts.map(payoutDay))]));
  return trail.payouts.filter((payout) => {
    const day = payoutDay(payout);
    return day === run.settleDay || known.has(payoutReference(payout)) || (run.takesPrior && closed.has(day));
  });
}

/** References of one payer may repeat over the years. */
function payoutReference({ ref, valueDate }: FiledPayout): string {
  return `${ref} of ${valueDate}`;
}

function payoutPostings(paid: readonly FiledPayout[]): Posting[] {
  return paid.map((payout) => ({
    kind: "payout",
    currency: payout.currency,
    minor: payout.amountMinor,
    reference: payoutReference(payout),
    account: null,
  }));
}

/** What the bank kept of payouts that are in the books, and receipts that nobody can explain. */
function bankPostings(run: StoredRun, trail: Trail, paid: readonly FiledPayout[], posted: readonly Posting[]): Posting[] {
  const inBooks = new Set<object>(paid);
  const known = new Set(posted.map(({ reference }) => reference));
  return trail.bank.flatMap((outcome): Posting[] => {
    if (outcome.kind === "waiting" || outcome.line === null) return [];
    const place = trail.placeOf(outcome.line);
    const reference = `${place?.fileId}#${outcome.line.lineNo}`;
    const bare = { currency: outcome.line.currency, reference, account: null };
    if (outcome.kind === "matched") {
      const isBooked = outcome.payouts.every((payout) => inBooks.has(payout));
      return isBooked ? [{ ...bare, kind: "bank_charge", minor: outcome.chargeMinor }] : [];
    }
    const isDue = run.takesPrior || known.has(reference) || outcome.line.valueDate <= run.settleDay;
    const isUnknown = outcome.kind === "broken" && outcome.code === "BANK_UNKNOWN" && isDue;
    return isUnknown ? [{ ...bare, kind: "unknown_receipt", minor: outcome.line.amountMinor }] : [];
  });
}
