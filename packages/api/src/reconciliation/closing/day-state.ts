import type { Repositories } from "@tillbook/db/client";
import { type DayState, dayStateOf } from "@tillbook/domain/reconciliation/closing";

/** How a day stands, from what has happened to it. */
export async function dayState(tx: Repositories, accountId: string, settleDay: string): Promise<DayState> {
  const history = await tx.closes.history(accountId, settleDay);
  const waiting = await tx.proposals.waiting(accountId, ["close"], settleDay);
  return dayStateOf({ ...history, waiting: waiting && { proposalId: waiting.id, maker: waiting.maker } });
}
