import type { CarriedRow } from "@tillbook/db/reconciliation";
import { type Currency, currencySchema } from "@tillbook/domain/money";
import { type CarryRoll, rollCarried } from "@tillbook/domain/reconciliation/reports";
import { requireRight } from "../../context/index.ts";
import type { BooksContext } from "../../settlement/index.ts";
import { amountText, byCurrency, type Report, type ReportPeriod, type ReportSection, reportOf, sectionOf, sumOf } from "./report.ts";

export type CarryRollLine = { settleDay: string; currency: string; opening: string; opened: string; ended: string; closing: string };
export type CarriedLine = {
  syssn: string;
  kind: string;
  settleDay: string;
  reason: string | null;
  expectedValueDate: string | null;
  currency: string;
  amount: string;
  endedOn: string | null;
  ending: string | null;
};

/** What was waited for, day by day: opening + opened − ended = closing, and every transaction behind it. */
export async function carryForward(
  ctx: BooksContext,
  period: ReportPeriod,
): Promise<Report<[ReportSection<CarryRollLine>, ReportSection<CarriedLine>]>> {
  requireRight(ctx.actor, "readSettlement");
  const items = await ctx.db.unitOfWork(
    async (tx) => {
      await tx.reports.readOnly();
      return tx.reports.carried(ctx.account.id, period.last);
    },
    { bulk: true },
  );
  const roll = rollCarried(items, period);
  const waited = items.filter(({ from, endedOn }) => (endedOn === null || endedOn > from) && (endedOn === null || endedOn >= period.first));
  return reportOf(ctx, "carry-forward", period, [
    sectionOf<CarryRollLine>(
      "roll",
      [
        ["settleDay", "day"],
        ["currency", "text"],
        ["opening", "amount"],
        ["opened", "amount"],
        ["ended", "amount"],
        ["closing", "amount"],
      ],
      roll.map(rollLine),
      currencySchema.options.toSorted().flatMap((currency) => rollTotals(roll, currency)),
    ),
    sectionOf<CarriedLine>(
      "items",
      [
        ["syssn", "identifier"],
        ["kind", "text"],
        ["settleDay", "day"],
        ["reason", "text"],
        ["expectedValueDate", "day"],
        ["currency", "text"],
        ["amount", "amount"],
        ["endedOn", "day"],
        ["ending", "text"],
      ],
      waited.map(carriedLine),
      byCurrency(
        waited.filter(({ endedOn }) => endedOn === null),
        (currency, group) => ({
          currency,
          amount: amountText(
            sumOf(group, ({ minor }) => minor),
            currency,
          ),
        }),
      ),
    ),
  ]);
}

function rollLine({ settleDay, currency, ...sums }: CarryRoll): CarryRollLine {
  return { settleDay, currency, ...rollTexts(currency, sums) };
}

/** Over all days: what the first opens with and the last closes with. */
function rollTotals(roll: readonly CarryRoll[], currency: Currency): Partial<CarryRollLine>[] {
  const own = roll.filter((each) => each.currency === currency);
  const [first, last] = [own[0], own.at(-1)];
  if (first === undefined || last === undefined) return [];
  const sums = {
    opening: first.opening,
    opened: sumOf(own, ({ opened }) => opened),
    ended: sumOf(own, ({ ended }) => ended),
    closing: last.closing,
  };
  return [{ currency, ...rollTexts(currency, sums) }];
}

function rollTexts(currency: Currency, { opening, opened, ended, closing }: Pick<CarryRoll, "opening" | "opened" | "ended" | "closing">) {
  const text = (minor: bigint): string => amountText(minor, currency);
  return { opening: text(opening), opened: text(opened), ended: text(ended), closing: text(closing) };
}

function carriedLine({ syssn, kind, from, reason, expectedValueDate, currency, minor, endedOn, ending }: CarriedRow): CarriedLine {
  return { syssn, kind, settleDay: from, reason, expectedValueDate, currency, amount: amountText(minor, currency), endedOn, ending };
}
