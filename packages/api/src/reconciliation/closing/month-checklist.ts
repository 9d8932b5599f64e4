import type { Repositories } from "@tillbook/db/client";
import { type Currency, currencySchema, formatMajor, money } from "@tillbook/domain/money";
import { movementOf } from "@tillbook/domain/reconciliation/journals";
import type { Posting } from "@tillbook/domain/reconciliation/posting";
import { graceEnd } from "@tillbook/domain/settlement";
import { addDays, MIDNIGHT, type SettlementDay, settlementDay, settlementDaySchema } from "@tillbook/domain/time";
import { type BooksContext, rulesOf } from "../../settlement/index.ts";
import { followPayouts } from "../../settlement/read-payouts.ts";
import type { MonthPointView } from "./month-views.ts";

/** What QFPay owes us at the end of a month by our books, and what the merchant's own ledger says; minor units. */
export type LedgerBalance = { readonly currency: Currency; readonly minor: bigint };

export type ReadyMonth = {
  readonly checklist: readonly MonthPointView[];
  readonly days: readonly { settleDay: SettlementDay; version: number; digest: string }[];
  readonly closing: ReadonlyMap<Currency, bigint>;
};

/** A month as it would be closed: all of its days closed, the bank reconciled, and our balance equal to the ledger's in every currency. */
export async function readyMonth(
  ctx: BooksContext,
  tx: Repositories,
  month: string,
  ledger: readonly LedgerBalance[],
): Promise<ReadyMonth> {
  const days = daysOf(month);
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) throw new Error(`${month} has no days`);
  const closed = await tx.closes.closedBetween(ctx.account.id, first, last);
  const isClosed = new Set(closed.map(({ settleDay }) => settleDay));
  const closing = balancesOf(await tx.closes.posted(ctx.account.id, last));
  const bank = await openBankMatters(ctx, tx, { first, last });
  const differing = [...new Set([...closing.keys(), ...ledger.map(({ currency }) => currency)])].filter(
    (currency) => (closing.get(currency) ?? 0n) !== (ledger.find((each) => each.currency === currency)?.minor ?? 0n),
  );
  const open = days.filter((day) => !isClosed.has(day));
  const balance = (currency: Currency): string => `${currency} ${formatMajor(money(closing.get(currency) ?? 0n, currency))}`;
  return {
    checklist: [
      { code: "DAYS_CLOSED", isMet: open.length === 0, params: { days: open.join(", ") } },
      { code: "BANK_RECONCILED", isMet: bank.length === 0, params: { rows: bank.join(", ") } },
      { code: "LEDGER_EQUALS", isMet: differing.length === 0, params: { balances: differing.map(balance).join(", ") } },
    ],
    days: closed.map(({ settleDay, version, digest }) => ({ settleDay, version, digest })),
    closing,
  };
}

/** What postings leave with QFPay, held reserves included. */
function balancesOf(postings: readonly Posting[]): Map<Currency, bigint> {
  const sums = new Map<Currency, bigint>(currencySchema.options.map((currency) => [currency, 0n]));
  for (const posting of postings) {
    const moved = movementOf(posting, "clearing") + movementOf(posting, "reserve");
    sums.set(posting.currency, (sums.get(posting.currency) ?? 0n) + moved);
  }
  return new Map([...sums].filter(([currency, minor]) => minor !== 0n || postings.some((each) => each.currency === currency)));
}

/** Bank rows of the month that nobody can explain, and payouts that should have arrived. */
async function openBankMatters(
  ctx: BooksContext,
  tx: Repositories,
  { first, last }: { first: SettlementDay; last: SettlementDay },
): Promise<string[]> {
  const rules = rulesOf(ctx.account);
  const today = settlementDay(ctx.clock.now(), MIDNIGHT);
  const until = graceEnd(last, rules);
  const trail = await followPayouts(tx, ctx.account.id, rules, today < until ? today : until);
  return trail.bank.flatMap((outcome) => {
    if (outcome.kind !== "broken") return [];
    const day = outcome.line?.valueDate ?? outcome.payouts[0]?.valueDate ?? last;
    if (day < first || day > last) return [];
    const place = outcome.line && trail.placeOf(outcome.line);
    return [place ? `${place.fileName}#${place.lineNo}` : outcome.payouts.map(({ ref }) => ref).join(" ")];
  });
}

function daysOf(month: string): SettlementDay[] {
  const days: SettlementDay[] = [];
  for (let day = settlementDaySchema.parse(`${month}-01`); day.startsWith(month); day = addDays(day, 1)) days.push(day);
  return days;
}
