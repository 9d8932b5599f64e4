import { randomUUID } from "node:crypto";
import { announce } from "@tillbook/db/client";
import type { StoredMonth } from "@tillbook/db/reconciliation";
import { currencySchema, decimalsOf, formatMajor, money } from "@tillbook/domain/money";
import { canonicalJson } from "@tillbook/domain/reconciliation/closing";
import { minorExactly, parseDecimal } from "@tillbook/domain/settlement";
import { z } from "zod";
import { requireRight } from "../../context/index.ts";
import { AppError } from "../../errors/index.ts";
import { decide, declineProposal, propose, requireOtherPerson, requirePerson, waitingProposal } from "../../settlement/four-eyes.ts";
import type { BooksContext } from "../../settlement/index.ts";
import { sha256 } from "../digest.ts";
import { type LedgerBalance, type ReadyMonth, readyMonth } from "./month-checklist.ts";
import { monthState } from "./month-state.ts";
import type { MonthCloseView, MonthView } from "./month-views.ts";

/** What the merchant's ledger says on the QFPay account at the month's end, decimal text in major units. */
export type LedgerTold = { currency: z.infer<typeof currencySchema>; amount: string };

/** How a month stands, with its list. The ledger's point is judged by what is told; nothing told is zero. */
export async function readMonth(
  ctx: BooksContext,
  query: { month: string; ledger?: readonly LedgerTold[] | undefined },
): Promise<MonthView> {
  requireRight(ctx.actor, "readSettlement");
  const { id: accountId } = ctx.account;
  return ctx.db.unitOfWork(async (tx) => {
    const state = await monthState(tx, accountId, query.month);
    const reopening = await tx.proposals.waiting(accountId, ["reopen_month"], query.month);
    const ready = await readyMonth(ctx, tx, query.month, (query.ledger ?? []).map(ledgerBalance));
    return {
      month: query.month,
      state: state.at,
      version: state.version,
      review: state.at === "IN_REVIEW" ? { proposalId: state.proposalId, maker: state.maker } : null,
      reopening: reopening && { proposalId: reopening.id, maker: reopening.maker, reason: reopening.reason },
      checklist: [...ready.checklist],
      closing: [...ready.closing].map(([currency, minor]) => ({ currency, amount: formatMajor(money(minor, currency)) })),
      closes: (await tx.months.of(accountId, query.month)).map(monthCloseView),
    };
  });
}

/** The maker's word that a month is done. Refuses (`day_not_ready`) while a day is open, the bank is not reconciled or the ledger says otherwise. */
export async function proposeMonthClose(
  ctx: BooksContext,
  command: { month: string; ledger: readonly LedgerTold[]; reason: string },
): Promise<{ proposalId: string }> {
  requirePerson(ctx, "closeDay");
  return ctx.db.unitOfWork(
    async (tx) => {
      await tx.proposals.lockBooks(ctx.account.id);
      const state = await monthState(tx, ctx.account.id, command.month);
      if (state.at === "CLOSED") throw new AppError("month_closed", `${command.month} is closed`);
      if (state.at === "IN_REVIEW") throw new AppError("changed_meanwhile", `${command.month} is in review already`);
      const ledger = command.ledger.map(ledgerBalance);
      const ready = await readyMonth(ctx, tx, command.month, ledger);
      refuseUnready(command.month, ready);
      const facts = factsOf(ready, ledger);
      const proposalId = await propose(ctx, tx, {
        kind: "close_month",
        subject: command.month,
        facts,
        reason: command.reason,
        needsChecker: true,
      });
      await announce(tx.sql, { accountId: ctx.account.id, topic: "day" });
      return { proposalId };
    },
    { bulk: true },
  );
}

/** The checker's yes: the month is sealed. Void (`changed_meanwhile`) when a day, a balance or the bank has changed since. */
export async function approveMonthClose(
  ctx: BooksContext,
  command: { proposalId: string; note?: string | undefined },
): Promise<MonthCloseView> {
  const person = requirePerson(ctx, "approveClose");
  const sealed = await ctx.db.unitOfWork(
    async (tx) => {
      const { id: accountId } = ctx.account;
      await tx.proposals.lockBooks(accountId);
      const proposal = await waitingProposal(ctx, tx, command.proposalId, ["close_month"]);
      requireOtherPerson(person, proposal.maker);
      const ledger = ledgerIn(proposal.facts);
      const ready = await readyMonth(ctx, tx, proposal.subject, ledger);
      if (factsOf(ready, ledger) !== proposal.facts) {
        await decide(ctx, tx, proposal, { outcome: "VOID", note: null });
        return null;
      }
      refuseUnready(proposal.subject, ready);
      await decide(ctx, tx, proposal, { outcome: "APPROVED", note: command.note || null });
      const { version } = await monthState(tx, accountId, proposal.subject);
      const month = sealMonth(ctx, { month: proposal.subject, version, maker: proposal.maker, checker: person }, ready, ledger);
      await tx.months.insert(month);
      await announce(tx.sql, { accountId, topic: "day" });
      return month;
    },
    { bulk: true },
  );
  if (sealed === null) throw new AppError("changed_meanwhile", "the month has changed since this was proposed: propose it again");
  return monthCloseView(sealed);
}

/** Asks a second person to open a closed month again, so that a day in it may be opened. */
export async function proposeMonthReopen(ctx: BooksContext, command: { month: string; reason: string }): Promise<{ proposalId: string }> {
  requirePerson(ctx, "closeDay");
  return ctx.db.unitOfWork(async (tx) => {
    await tx.proposals.lockBooks(ctx.account.id);
    const state = await monthState(tx, ctx.account.id, command.month);
    if (state.at !== "CLOSED") throw new AppError("changed_meanwhile", `${command.month} is ${state.at}`);
    if (await tx.proposals.waiting(ctx.account.id, ["reopen_month"], command.month))
      throw new AppError("changed_meanwhile", "somebody has asked to open this month already");
    const asked = {
      kind: "reopen_month" as const,
      subject: command.month,
      facts: `version ${state.version}`,
      reason: command.reason,
      needsChecker: true,
    };
    return { proposalId: await propose(ctx, tx, asked) };
  });
}

/** A second person's yes: the month is open again, for its next version. */
export async function approveMonthReopen(ctx: BooksContext, command: { proposalId: string; note?: string | undefined }): Promise<void> {
  const person = requirePerson(ctx, "approveClose");
  await ctx.db.unitOfWork(async (tx) => {
    const { id: accountId } = ctx.account;
    await tx.proposals.lockBooks(accountId);
    const proposal = await waitingProposal(ctx, tx, command.proposalId, ["reopen_month"]);
    requireOtherPerson(person, proposal.maker);
    const { at, version } = await monthState(tx, accountId, proposal.subject);
    if (at !== "CLOSED") throw new AppError("changed_meanwhile", `${proposal.subject} is ${at}`);
    await decide(ctx, tx, proposal, { outcome: "APPROVED", note: command.note || null });
    await tx.months.insertReopening({ proposalId: proposal.id, accountId, month: proposal.subject, version: version + 1 });
    await announce(tx.sql, { accountId, topic: "day" });
  });
}

/** A second person's no to closing a month or opening it again, with a reason. */
export function declineMonth(ctx: BooksContext, command: { proposalId: string; note: string }): Promise<void> {
  return declineProposal(ctx, command, { right: "approveClose", kinds: ["close_month", "reopen_month"], topic: "day" });
}

type Sealing = Pick<StoredMonth, "month" | "version" | "maker" | "checker">;

function sealMonth(ctx: BooksContext, head: Sealing, ready: ReadyMonth, ledger: readonly LedgerBalance[]): StoredMonth {
  const balances = [...ready.closing].map(([currency, closing]) => ({
    currency,
    closing,
    ledger: ledger.find((each) => each.currency === currency)?.minor ?? 0n,
  }));
  const month = {
    ...head,
    id: randomUUID(),
    accountId: ctx.account.id,
    closedAt: ctx.clock.now(),
    days: [...ready.days],
    balances,
    digest: "",
  };
  const { digest: _blank, ...said } = monthCloseView(month);
  return { ...month, digest: sha256(canonicalJson({ ...said, accountId: month.accountId })) };
}

function refuseUnready(month: string, { checklist }: ReadyMonth): void {
  const fields = checklist.filter(({ isMet }) => !isMet).map(({ code, params }) => ({ field: "month", fault: code, params }));
  if (fields.length > 0) throw new AppError("day_not_ready", `${month}: ${fields.map(({ fault }) => fault).join(", ")}`, { fields });
}

const factsSchema = z.object({ days: z.string(), ledger: z.array(z.object({ currency: currencySchema, minor: z.string() })) });

/** What the checker agrees to: the very closes of all days, and the ledger's balances. */
function factsOf({ days, closing }: ReadyMonth, ledger: readonly LedgerBalance[]): string {
  const balances = [...closing].map(([currency, minor]) => `${currency} ${minor}`);
  const digest = sha256([...days.map((day) => day.digest), ...balances].join("\n"));
  return canonicalJson({ days: digest, ledger: ledger.map(({ currency, minor }) => ({ currency, minor: String(minor) })) });
}

function ledgerIn(facts: string): LedgerBalance[] {
  return factsSchema.parse(JSON.parse(facts)).ledger.map(({ currency, minor }) => ({ currency, minor: BigInt(minor) }));
}

function ledgerBalance({ currency, amount }: LedgerTold): LedgerBalance {
  const minor = minorExactly(parseDecimal(amount) ?? { units: 0n, scale: 99 }, decimalsOf(currency));
  if (minor === null || parseDecimal(amount) === null)
    throw new AppError("invalid_input", `${amount} is no amount`, { fields: [{ field: "ledger", fault: "not_an_amount" }] });
  return { currency, minor };
}

function monthCloseView({ month, version, maker, checker, closedAt, days, balances, digest }: StoredMonth): MonthCloseView {
  return {
    month,
    version,
    maker,
    checker,
    closedAt: closedAt.toISOString(),
    days,
    balances: balances.map(({ currency, closing, ledger }) => ({
      currency,
      closing: formatMajor(money(closing, currency)),
      ledger: formatMajor(money(ledger, currency)),
    })),
    digest,
  };
}
