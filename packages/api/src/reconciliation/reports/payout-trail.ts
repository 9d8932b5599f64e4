import type { BankOutcome, PayoutMatch } from "@tillbook/domain/settlement";
import { requireRight } from "../../context/index.ts";
import { type BooksContext, rulesOf } from "../../settlement/index.ts";
import { followPayouts, type Trail } from "../../settlement/read-payouts.ts";
import { amountText, byCurrency, type Report, type ReportPeriod, type ReportSection, reportOf, sectionOf, sumOf } from "./report.ts";

export type PayoutLine = {
  payout: string;
  valueDate: string;
  currency: string;
  amount: string;
  batches: string;
  state: "MATCHED" | "BROKEN";
  difference: string;
  bankLine: string | null;
  bankDay: string | null;
  received: string | null;
  charges: string | null;
  codes: string | null;
};
export type UnpaidBatchLine = { batch: string; settleDay: string; valueDate: string; currency: string; amount: string };
export type BankLine = {
  bankLine: string;
  bankDay: string;
  text: string;
  currency: string;
  amount: string;
  state: string;
  codes: string | null;
};

/** Batches to payouts to bank credits, for payouts and bank rows of the period; batches that nothing has paid by its end. */
export async function payoutTrail(
  ctx: BooksContext,
  period: ReportPeriod,
): Promise<Report<[ReportSection<PayoutLine>, ReportSection<UnpaidBatchLine>, ReportSection<BankLine>]>> {
  requireRight(ctx.actor, "readSettlement");
  const trail = await ctx.db.unitOfWork(
    async (tx) => {
      await tx.reports.readOnly();
      return followPayouts(tx, ctx.account.id, rulesOf(ctx.account), period.last);
    },
    { bulk: true },
  );
  const isWithin = (day: string): boolean => day >= period.first && day <= period.last;
  const paid = trail.plan.payouts
    .filter(({ payout }) => isWithin(payout.valueDate))
    .map((match) => ({ ...match, currency: match.payout.currency, bank: bankOf(trail, match) }));
  const unpaid = trail.plan.unpaid.filter(({ tradeDate }) => tradeDate <= period.last);
  return reportOf(ctx, "payout-trail", period, [
    sectionOf<PayoutLine>(
      "payouts",
      [
        ["payout", "identifier"],
        ["valueDate", "day"],
        ["currency", "text"],
        ["amount", "amount"],
        ["batches", "text"],
        ["state", "text"],
        ["difference", "amount"],
        ["bankLine", "text"],
        ["bankDay", "day"],
        ["received", "amount"],
        ["charges", "amount"],
        ["codes", "text"],
      ],
      paid.map((match) => payoutLine(trail, match)),
      byCurrency(paid, (currency, group) => ({
        currency,
        amount: amountText(
          sumOf(group, ({ payout }) => payout.amountMinor),
          currency,
        ),
        difference: amountText(
          sumOf(group, ({ differenceMinor }) => differenceMinor),
          currency,
        ),
        received: amountText(
          sumOf(group, ({ bank, payout }) => receivedOf(bank, payout)),
          currency,
        ),
        charges: amountText(
          sumOf(group, ({ bank, payout }) => chargeOf(bank, payout)),
          currency,
        ),
      })),
    ),
    sectionOf<UnpaidBatchLine>(
      "unpaid",
      [
        ["batch", "identifier"],
        ["settleDay", "day"],
        ["valueDate", "day"],
        ["currency", "text"],
        ["amount", "amount"],
      ],
      unpaid.map(({ batchNo, tradeDate, settleDate, currency, settleMinor }) => ({
        batch: batchNo,
        settleDay: tradeDate,
        valueDate: settleDate,
        currency,
        amount: amountText(settleMinor, currency),
      })),
      byCurrency(unpaid, (currency, group) => ({
        currency,
        amount: amountText(
          sumOf(group, ({ settleMinor }) => settleMinor),
          currency,
        ),
      })),
    ),
    sectionOf<BankLine>(
      "bank",
      [
        ["bankLine", "text"],
        ["bankDay", "day"],
        ["text", "text"],
        ["currency", "text"],
        ["amount", "amount"],
        ["state", "text"],
        ["codes", "text"],
      ],
      trail.bank.flatMap((outcome) => bankLine(trail, outcome)).filter(({ bankDay }) => isWithin(bankDay)),
    ),
  ]);
}

type Told = PayoutMatch & { readonly bank: BankOutcome | null };

function bankOf({ bank }: Trail, { payout }: PayoutMatch): BankOutcome | null {
  return (
    bank.find(
      (outcome) =>
        outcome.kind !== "ignored" && (outcome.kind === "waiting" ? outcome.payout === payout : outcome.payouts.includes(payout)),
    ) ?? null
  );
}

/** One credit for several payouts: each has its own part of it, and the last one bears the charge. */
function receivedOf(bank: BankOutcome | null, payout: PayoutMatch["payout"]): bigint {
  return bank?.kind === "matched"
    ? payout.amountMinor - chargeOf(bank, payout)
    : bank?.kind === "broken" && bank.line !== null
      ? bank.line.amountMinor
      : 0n;
}

function chargeOf(bank: BankOutcome | null, payout: PayoutMatch["payout"]): bigint {
  return bank?.kind === "matched" && bank.payouts.at(-1) === payout ? bank.chargeMinor : 0n;
}

function payoutLine({ placeOf }: Trail, { payout, batches, status, differenceMinor, bank }: Told): PayoutLine {
  const row = bank && bank.kind !== "waiting" && bank.line ? placeOf(bank.line) : undefined;
  const codes = [status === "BROKEN" ? "PAYOUT_MISMATCH" : null, bank?.kind === "broken" ? bank.code : null].filter(
    (code) => code !== null,
  );
  return {
    payout: payout.ref,
    valueDate: payout.valueDate,
    currency: payout.currency,
    amount: amountText(payout.amountMinor, payout.currency),
    batches: batches.map(({ batchNo }) => batchNo).join(" "),
    state: status,
    difference: amountText(differenceMinor, payout.currency),
    bankLine: row ? `${row.fileName}#${row.lineNo}` : null,
    bankDay: row?.valueDate ?? null,
    received: row ? amountText(receivedOf(bank, payout), payout.currency) : null,
    charges: row ? amountText(chargeOf(bank, payout), payout.currency) : null,
    codes: codes.length === 0 ? null : codes.join(" "),
  };
}

function bankLine({ placeOf }: Trail, outcome: BankOutcome): BankLine[] {
  const row = outcome.kind === "waiting" || outcome.line === null ? undefined : placeOf(outcome.line);
  if (row === undefined) return [];
  const { fileName, lineNo, valueDate, text, currency, amountMinor } = row;
  const codes = outcome.kind === "broken" ? outcome.code : null;
  return [
    {
      bankLine: `${fileName}#${lineNo}`,
      bankDay: valueDate,
      text,
      currency,
      amount: amountText(amountMinor, currency),
      state: outcome.kind.toUpperCase(),
      codes,
    },
  ];
}
