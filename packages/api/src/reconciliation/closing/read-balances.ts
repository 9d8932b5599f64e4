import { formatMajor, money } from "@tillbook/domain/money";
import type { BalanceProof } from "@tillbook/domain/reconciliation/posting";
import type { SettlementDay } from "@tillbook/domain/time";
import { requireRight } from "../../context/index.ts";
import { type BooksContext, rulesOf } from "../../settlement/index.ts";
import { balanceText } from "./certificate-text.ts";
import { postDay } from "./post-day.ts";
import type { BalanceView } from "./views.ts";

/**
 * The balance with QFPay after a day, currency by currency, counted from both sides: as the day was sealed, or as its close would seal it now.
 * None before the first run.
 */
export async function readBalances(ctx: BooksContext, query: { settleDay: SettlementDay }): Promise<BalanceView[]> {
  requireRight(ctx.actor, "readSettlement");
  const { id: accountId } = ctx.account;
  const { settleDay } = query;
  return ctx.db.unitOfWork(
    async (tx) => {
      await tx.reports.readOnly();
      const [sealed] = await tx.closes.closedBetween(accountId, settleDay, settleDay);
      if (sealed) return sealed.balances.map((balance) => balanceView({ ...balance, off: 0n }));
      const run = await tx.runs.latest(accountId, settleDay);
      return run ? (await postDay(tx, run, rulesOf(ctx.account))).balances.map(balanceView) : [];
    },
    { bulk: true },
  );
}

function balanceView({ off, ...balance }: BalanceProof): BalanceView {
  return { ...balanceText(balance), currency: balance.currency, off: formatMajor(money(off, balance.currency)) };
}
