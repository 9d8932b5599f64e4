import type { Repositories } from "@tillbook/db/client";
import type { StoredRun, SummaryRow } from "@tillbook/db/reconciliation";
import type { Currency } from "@tillbook/domain/money";
import type { DayProof } from "@tillbook/domain/reconciliation";
import { STATEMENT_ITEMS, type StatementFigures, type StatementItem, statementItems } from "@tillbook/domain/reconciliation/reports";
import { payoutDay } from "@tillbook/domain/settlement";
import { MIDNIGHT, settlementDay } from "@tillbook/domain/time";
import { requireRight } from "../../context/index.ts";
import { type BooksContext, rulesOf } from "../../settlement/index.ts";
import { followPayouts, type Trail } from "../../settlement/read-payouts.ts";
import { placeOf } from "../document.ts";
import { amountText, byCurrency, type Report, type ReportPeriod, type ReportSection, reportOf, sectionOf, sumOf } from "./report.ts";

export type StatementLine = { settleDay: string; currency: string; item: string; amount: string };
export type StatementBreakLine = {
  settleDay: string;
  codes: string;
  currency: string;
  amount: string;
  line: string | null;
  syssn: string | null;
  state: string;
};
export type StatementCarriedLine = {
  settleDay: string;
  syssn: string;
  reason: string | null;
  expectedValueDate: string | null;
  currency: string;
  amount: string;
};

type Loaded = { runs: StoredRun[]; summary: SummaryRow[]; trail: Trail; breaks: StatementBreakLine[]; carried: StatementCarriedLine[] };
type DayItems = { settleDay: string; currency: Currency; items: StatementItem[] };

/** Books against file against bank, day by day: what was carried out and in, what differs, what was charged, and what was paid; breaks and carried items listed. */
export async function reconciliationStatement(
  ctx: BooksContext,
  period: ReportPeriod,
): Promise<Report<[ReportSection<StatementLine>, ReportSection<StatementBreakLine>, ReportSection<StatementCarriedLine>]>> {
  requireRight(ctx.actor, "readSettlement");
  const { runs, summary, trail, breaks, carried } = await load(ctx, period);
  const days = runs.flatMap((run) =>
    proofsOf(run, summary, trail).map((proof): DayItems => {
      const { settleDay } = run;
      return { settleDay, currency: proof.currency, items: statementItems(proof, figuresOf(summary, trail, settleDay, proof.currency)) };
    }),
  );
  const items = days.flatMap(({ settleDay, currency, items: all }) =>
    all.map(({ code, minor }): StatementLine => ({ settleDay, currency, item: code, amount: amountText(minor, currency) })),
  );
  const totals = byCurrency(days, (currency, group) =>
    STATEMENT_ITEMS.map((code) => ({
      currency,
      item: code,
      amount: amountText(
        sumOf(group, (day) => minorOf(day, code)),
        currency,
      ),
    })),
  ).flat();
  return reportOf(ctx, "reconciliation-statement", period, [
    sectionOf<StatementLine>(
      "statement",
      [
        ["settleDay", "day"],
        ["currency", "text"],
        ["item", "text"],
        ["amount", "amount"],
      ],
      items,
      totals,
    ),
    sectionOf<StatementBreakLine>(
      "breaks",
      [
        ["settleDay", "day"],
        ["codes", "text"],
        ["currency", "text"],
        ["amount", "amount"],
        ["line", "text"],
        ["syssn", "identifier"],
        ["state", "text"],
      ],
      breaks,
    ),
    sectionOf<StatementCarriedLine>(
      "items",
      [
        ["settleDay", "day"],
        ["syssn", "identifier"],
        ["reason", "text"],
        ["expectedValueDate", "day"],
        ["currency", "text"],
        ["amount", "amount"],
      ],
      carried,
    ),
  ]);
}

async function load(ctx: BooksContext, period: ReportPeriod): Promise<Loaded> {
  const { id: accountId } = ctx.account;
  return ctx.db.unitOfWork(
    async (tx) => {
      await tx.reports.readOnly();
      const runs = await tx.runs.latestOfDays(accountId, period.first, period.last);
      const breaks: StatementBreakLine[] = [];
      const carried: StatementCarriedLine[] = [];
      for (const run of runs) {
        breaks.push(...(await breaksOf(tx, run)));
        carried.push(...(await carriedOf(tx, run)));
      }
      const summary = await tx.reports.summary({ accountId, ...period });
      const trail = await followPayouts(tx, accountId, rulesOf(ctx.account), settlementDay(ctx.clock.now(), MIDNIGHT));
      return { runs, summary, trail, breaks, carried };
    },
    { bulk: true },
  );
}

const ALL = 1_000_000;

async function breaksOf(tx: Repositories, { id, settleDay }: StoredRun): Promise<StatementBreakLine[]> {
  const entries = await tx.runs.entries(id, { kind: "broken", after: -1, limit: ALL });
  return entries.flatMap((entry) => {
    const { codes, currency, differenceMinor, syssns, resolutionId } = entry;
    if (currency === null || differenceMinor === null) return [];
    const state = resolutionId === null ? "OPEN" : "SETTLED";
    return [
      {
        settleDay,
        codes: codes.join(" "),
        currency,
        amount: amountText(differenceMinor, currency),
        line: placeOf(entry),
        syssn: syssns[0] ?? null,
        state,
      },
    ];
  });
}

async function carriedOf(tx: Repositories, { id, accountId, settleDay }: StoredRun): Promise<StatementCarriedLine[]> {
  const entries = await tx.runs.entries(id, { kind: "carried", after: -1, limit: ALL });
  const ours = await tx.runs.transactionsBySyssn(
    accountId,
    entries.flatMap(({ syssns }) => syssns),
  );
  const bySyssn = new Map(ours.map((each) => [each.syssn, each]));
  return entries.flatMap(({ syssns, reason, expectedValueDate }) => {
    const transaction = bySyssn.get(syssns[0] ?? "");
    if (transaction === undefined) return [];
    const { minor, currency } = transaction.amount;
    return [{ settleDay, syssn: transaction.syssn, reason, expectedValueDate, currency, amount: amountText(minor, currency) }];
  });
}

const NO_TRADES = { external: 0n, internal: 0n, refunds: 0n, unseen: 0n, settledElsewhere: 0n, carriedIn: 0n, differences: 0n, off: 0n };

/** The day's proofs, and blank ones for currencies that only know other rows, or payouts. */
function proofsOf({ settleDay, dayProofs }: StoredRun, summary: readonly SummaryRow[], { payouts }: Trail): DayProof[] {
  const rows = summary.filter((row) => row.settleDay === settleDay && row.originalDay === null);
  const paid = payouts.filter((payout) => payoutDay(payout) === settleDay);
  const currencies = new Set([...dayProofs, ...rows, ...paid].map(({ currency }) => currency));
  return [...currencies].toSorted().map((currency) => dayProofs.find((proof) => proof.currency === currency) ?? { currency, ...NO_TRADES });
}

function figuresOf(summary: readonly SummaryRow[], trail: Trail, settleDay: string, currency: Currency): StatementFigures {
  const rows = summary.filter((row) => row.settleDay === settleDay && row.currency === currency && row.originalDay === null);
  const paid = trail.payouts.filter((payout) => payoutDay(payout) === settleDay && payout.currency === currency);
  const isPaid = new Set<object>(paid);
  const bank = trail.bank.flatMap((outcome) =>
    outcome.kind === "matched" && outcome.payouts.every((payout) => isPaid.has(payout)) ? [outcome] : [],
  );
  return {
    otherMinor: sumOf(rows, ({ otherMinor }) => otherMinor),
    feeMinor: sumOf(rows, ({ feeMinor }) => feeMinor),
    netMinor: sumOf(rows, ({ netMinor }) => netMinor),
    paidOutMinor: sumOf(paid, ({ amountMinor }) => amountMinor),
    receivedMinor: sumOf(bank, ({ line }) => line.amountMinor),
    chargesMinor: sumOf(bank, ({ chargeMinor }) => chargeMinor),
  };
}

function minorOf({ items }: DayItems, code: StatementItem["code"]): bigint {
  return items.find((item) => item.code === code)?.minor ?? 0n;
}
