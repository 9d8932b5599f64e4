import type { Repositories } from "@tillbook/db/client";
import { type DayState, dayStateOf } from "@tillbook/domain/reconciliation/closing";

/** How the days of a stretch stand, those alone left out to which nothing has happened: they are open for their first version. */
export async function dayStates(tx: Repositories, accountId: string, first: string, last: string): Promise<Map<string, DayState>> {
  const histories = await tx.closes.histories(accountId, first, last);
  const waiting = new Map((await tx.proposals.waitingOf(accountId, "close")).map((each) => [each.subject, each]));
  const days = new Set([...histories.keys(), ...waiting.keys()]);
  return new Map(
    [...days].map((day) => {
      const history = histories.get(day) ?? { closes: 0, reopenings: 0 };
      const proposal = waiting.get(day);
      return [day, dayStateOf({ ...history, waiting: proposal ? { proposalId: proposal.id, maker: proposal.maker } : null })];
    }),
  );
}

/** How a day stands, from what has happened to it. */
export async function dayState(tx: Repositories, accountId: string, settleDay: string): Promise<DayState> {
  const history = await tx.closes.history(accountId, settleDay);
  const waiting = await tx.proposals.waiting(accountId, ["close"], settleDay);
  return dayStateOf({ ...history, waiting: waiting && { proposalId: waiting.id, maker: waiting.maker } });
}
