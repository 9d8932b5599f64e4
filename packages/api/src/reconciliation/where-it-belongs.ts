import type { BooksContext } from "../settlement/index.ts";
import { approveClose } from "./closing/close-day.ts";
import { type RunDay, runDay } from "./run-day.ts";

/** As {@link runDay}; a large day goes to a process of its own, where there is one. */
export async function runDayWhereItBelongs(ctx: BooksContext, { settleDay, asOf }: Omit<RunDay, "takesPrior">): Promise<void> {
  const apart = await apartFor(ctx, settleDay);
  if (apart) await apart.runDay({ ...askedBy(ctx), settleDay, asOf });
  else await runDay(ctx, { settleDay, asOf });
}

/** As {@link approveClose}, in the same way. */
export async function approveCloseWhereItBelongs(ctx: BooksContext, command: Parameters<typeof approveClose>[1]): Promise<void> {
  const { settleDay, maker, note } = command;
  const apart = await apartFor(ctx, settleDay);
  if (apart) await apart.approveClose({ ...askedBy(ctx), settleDay, maker, note });
  else await approveClose(ctx, command);
}

function askedBy({ account, actor, clock }: BooksContext) {
  return { accountId: account.id, actor, at: clock.now() };
}

async function apartFor({ db, account, apart }: BooksContext, settleDay: string) {
  const files = await db.read.statements.ofDay(account.id, settleDay);
  const lines = files.reduce((sum, { lineCount }) => sum + lineCount, 0);
  return apart?.isLarge.day(lines) ? apart : null;
}
