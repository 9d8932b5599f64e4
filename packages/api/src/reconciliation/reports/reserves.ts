import { type ReserveRoll, rollReserves } from "@tillbook/domain/settlement";
import { requireRight } from "../../context/index.ts";
import { type BooksContext, rulesOf } from "../../settlement/index.ts";
import { amountText, type Report, type ReportPeriod, type ReportSection, reportOf, sectionOf, sumOf } from "./report.ts";

export type ReserveLine = { currency: string; opening: string; held: string; released: string; closing: string };
export type HeldLine = { currency: string; settleDay: string; amount: string; dueOn: string | null };

/** What QFPay holds back: opening + held − released = closing in every currency, and what makes up the closing sum. */
export async function reserveReport(
  ctx: BooksContext,
  period: ReportPeriod,
): Promise<Report<[ReportSection<ReserveLine>, ReportSection<HeldLine>]>> {
  requireRight(ctx.actor, "readSettlement");
  const { mchids, reserveDays } = rulesOf(ctx.account);
  const lines = await ctx.db.read.payouts.reserves({ accountId: ctx.account.id, mchids }, period.last);
  const rolls = rollReserves(lines, { ...period, reserveDays });
  return reportOf(ctx, "reserves", period, [
    sectionOf<ReserveLine>(
      "roll",
      [
        ["currency", "text"],
        ["opening", "amount"],
        ["held", "amount"],
        ["released", "amount"],
        ["closing", "amount"],
      ],
      rolls.map(rollLine),
    ),
    sectionOf<HeldLine>(
      "held",
      [
        ["currency", "text"],
        ["settleDay", "day"],
        ["amount", "amount"],
        ["dueOn", "day"],
      ],
      rolls.flatMap(({ currency, outstanding }) =>
        outstanding.map(({ heldOn, minor, dueOn }) => ({ currency, settleDay: heldOn, amount: amountText(minor, currency), dueOn })),
      ),
      rolls.map(({ currency, outstanding }) => ({
        currency,
        amount: amountText(
          sumOf(outstanding, ({ minor }) => minor),
          currency,
        ),
      })),
    ),
  ]);
}

function rollLine({ currency, opening, held, released, closing }: ReserveRoll): ReserveLine {
  const text = (minor: bigint): string => amountText(minor, currency);
  return { currency, opening: text(opening), held: text(held), released: text(released), closing: text(closing) };
}
