import type { BooksContext } from "../settlement/index.ts";
import { type RunDay, runDay } from "./run-day.ts";

/** As {@link runDay}; a large day goes to a process of its own, where there is one. */
export async function runDayWhereItBelongs(ctx: BooksContext, { settleDay, asOf }: Omit<RunDay, "takesPrior">): Promise<void> {
  const { apart } = ctx;
  if (!apart?.isLarge.day(await linesAbout(ctx, settleDay))) return void (await runDay(ctx, { settleDay, asOf }));
  await apart.runDay({ accountId: ctx.account.id, actor: ctx.actor, at: ctx.clock.now(), settleDay, asOf });
}

async function linesAbout({ db, account }: BooksContext, settleDay: string): Promise<number> {
  const files = await db.read.statements.ofDay(account.id, settleDay);
  return files.reduce((lines, { lineCount }) => lines + lineCount, 0);
}
