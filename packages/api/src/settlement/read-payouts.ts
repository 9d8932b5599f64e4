import type { Repositories } from "@tillbook/db/client";
import type { StoredBankLine } from "@tillbook/db/settlement";
import { formatMajor, money } from "@tillbook/domain/money";
import {
  type AnnouncedPayout,
  type BankOutcome,
  type Batch,
  disputesOf,
  type FiledPayout,
  matchBank,
  matchPayouts,
  type PayoutMatch,
  type PayoutPlan,
  payoutsOnce,
  rollReserves,
  type SettlementRules,
  valueDate,
} from "@tillbook/domain/settlement";
import { MIDNIGHT, type SettlementDay, settlementDay, settlementDaySchema } from "@tillbook/domain/time";
import { requireRight } from "../context/index.ts";
import { type BooksContext, rulesOf } from "./books-context.ts";
import type { BankRowView, BatchView, DisputeView, PayoutsView, PayoutView, ReserveView } from "./views.ts";

/** What QFPay pays out, and what the bank has received of it. Computed from the files that take part, so it is never older than they are. */
export type Trail = {
  readonly batches: readonly Batch[];
  readonly payouts: readonly FiledPayout[];
  readonly plan: PayoutPlan;
  readonly bank: readonly BankOutcome[];
  /** Where the lines of `bank` stand. */
  readonly placeOf: (line: { readonly lineNo: number }) => StoredBankLine | undefined;
};

/** Follows batches to payouts and payouts to bank credits. */
export async function followPayouts(tx: Repositories, accountId: string, rules: SettlementRules, asOf: SettlementDay): Promise<Trail> {
  const setAside = await tx.resolutions.setAside(accountId);
  const rows = { accountId, mchids: rules.mchids, setAside };
  const batches = await tx.payouts.batches(rows);
  const payouts = payoutsOnce(await tx.payouts.announced(rows));
  const lines = await tx.bank.lines(accountId, asOf);
  const places = new Map<object, StoredBankLine>(lines.map((line) => [line, line]));
  return {
    batches,
    payouts,
    plan: matchPayouts(batches, payouts),
    bank: matchBank(lines, payouts, rules, asOf, {
      setAside: among(lines, setAside),
      accepted: among(lines, await tx.resolutions.acceptedBankRows(accountId)),
    }),
    placeOf: (line) => places.get(line),
  };
}

function among(lines: readonly StoredBankLine[], places: readonly string[]): Set<StoredBankLine> {
  const wanted = new Set(places);
  return new Set(lines.filter(({ fileId, lineNo }) => wanted.has(`${fileId}#${lineNo}`)));
}

/** Payouts with their batches, bank rows with their payouts, and when each day's money should come. `asOf`: today at UTC+8, when left out. */
export async function readPayouts(ctx: BooksContext, query: { asOf?: SettlementDay | undefined }): Promise<PayoutsView> {
  requireRight(ctx.actor, "readSettlement");
  const rules = rulesOf(ctx.account);
  const asOf = query.asOf ?? settlementDay(ctx.clock.now(), MIDNIGHT);
  const { read } = ctx.db;
  const trail = await followPayouts(read, ctx.account.id, rules, asOf);
  const days = (await read.payouts.days(ctx.account.id)).map((day) => settlementDaySchema.parse(day));
  return {
    asOf,
    payouts: trail.plan.payouts.map(payoutView),
    unpaid: trail.plan.unpaid.map(batchView),
    bank: trail.bank.map((outcome) => bankRowView(outcome, trail)),
    expectedValueDates: days.map((day) => ({ settleDay: day, valueDate: valueDate(day, rules) })),
  };
}

/** The reserve over a stretch of days, currency by currency. */
export async function readReserves(ctx: BooksContext, query: { first: SettlementDay; last: SettlementDay }): Promise<ReserveView[]> {
  requireRight(ctx.actor, "readSettlement");
  const rules = rulesOf(ctx.account);
  const lines = await ctx.db.read.payouts.reserves({ accountId: ctx.account.id, mchids: rules.mchids }, query.last);
  return rollReserves(lines, { ...query, reserveDays: rules.reserveDays }).map(({ currency, outstanding, ...roll }) => {
    const text = (minor: bigint): string => formatMajor(money(minor, currency));
    return {
      currency,
      opening: text(roll.opening),
      held: text(roll.held),
      released: text(roll.released),
      closing: text(roll.closing),
      outstanding: outstanding.map(({ heldOn, minor, dueOn }) => ({ heldOn, amount: text(minor), dueOn })),
    };
  });
}

/** Payments that shoppers dispute, in the order in which QFPay took the money back. */
export async function readDisputes(ctx: BooksContext): Promise<DisputeView[]> {
  requireRight(ctx.actor, "readSettlement");
  const { read } = ctx.db;
  const accepted = new Set(await read.resolutions.writtenOffRows(ctx.account.id));
  const disputes = disputesOf(await read.payouts.disputes(ctx.account.id), ({ fileId, lineNo }) => accepted.has(`${fileId}#${lineNo}`));
  return disputes.map(({ minor, currency, opened, ...dispute }) => ({
    ...dispute,
    currency,
    fileId: opened.fileId,
    lineNo: opened.lineNo,
    amount: formatMajor(money(minor, currency)),
  }));
}

function payoutView({ payout, status, batches, differenceMinor }: PayoutMatch): PayoutView {
  return {
    ref: payout.ref,
    currency: payout.currency,
    amount: amountOf(payout),
    valueDate: payout.valueDate,
    status,
    batches: batches.map(batchView),
    codes: status === "BROKEN" ? ["PAYOUT_MISMATCH"] : [],
    difference: formatMajor(money(differenceMinor, payout.currency)),
  };
}

function batchView({ batchNo, tradeDate, settleDate, currency, settleMinor }: Batch): BatchView {
  return { batchNo, tradeDate, settleDate, currency, amount: formatMajor(money(settleMinor, currency)) };
}

function amountOf({ amountMinor, currency }: AnnouncedPayout): string {
  return formatMajor(money(amountMinor, currency));
}

function bankRowView(outcome: BankOutcome, { placeOf }: Trail): BankRowView {
  const line = outcome.kind === "waiting" ? undefined : outcome.line && placeOf(outcome.line);
  const payouts = outcome.kind === "waiting" ? [outcome.payout] : outcome.kind === "ignored" ? [] : outcome.payouts;
  const currency = line?.currency ?? payouts[0]?.currency ?? "HKD";
  const base = {
    line: line ? `${line.fileName}#${line.lineNo}` : null,
    fileId: line?.fileId ?? null,
    lineNo: line?.lineNo ?? null,
    valueDate: line?.valueDate ?? payouts[0]?.valueDate ?? "",
    text: line?.text ?? "",
    reference: line?.reference ?? null,
    currency,
    amount: formatMajor(money(line?.amountMinor ?? 0n, currency)),
    payouts: payouts.map(({ ref }) => ref),
    explained: [],
    codes: [],
    difference: "",
    until: null,
  };
  switch (outcome.kind) {
    case "matched": {
      const charge = { code: "BANK_CHARGE" as const, amount: formatMajor(money(-outcome.chargeMinor, currency)) };
      return { ...base, status: "MATCHED", explained: outcome.chargeMinor === 0n ? [] : [charge] };
    }
    case "broken":
      return {
        ...base,
        status: "BROKEN",
        codes: [outcome.code],
        difference: formatMajor(money(outcome.differenceMinor, outcome.currency)),
      };
    case "ignored":
      return { ...base, status: "IGNORED" };
    case "waiting":
      return { ...base, status: "WAITING", until: outcome.until };
  }
}
