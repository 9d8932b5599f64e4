import type { Repositories } from "@tillbook/db/client";
import { type DayState, dayStateOf } from "@tillbook/domain/reconciliation/closing";

/** How a month `YYYY-MM` stands; it knows the same states as a day. */
export async function monthState(tx: Repositories, accountId: string, month: string): Promise<DayState> {
  const history = await tx.months.history(accountId, month);
  const waiting = await tx.proposals.waiting(accountId, ["close_month"], month);
  return dayStateOf({ ...history, waiting: waiting && { proposalId: waiting.id, maker: waiting.maker } });
}
