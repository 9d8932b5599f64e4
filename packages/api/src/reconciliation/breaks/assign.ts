import { announce } from "@tillbook/db/client";
import type { SettlementDay } from "@tillbook/domain/time";
import { actorName } from "../../context/index.ts";
import { requirePerson } from "../../settlement/four-eyes.ts";
import type { BooksContext } from "../../settlement/index.ts";

/** Says who looks after breaks and when something is done next. The newest word counts; the older ones stay. */
export async function assignBreaks(
  ctx: BooksContext,
  command: { subjects: readonly string[]; owner: string; nextActionOn: SettlementDay },
): Promise<void> {
  requirePerson(ctx, "resolveBreak");
  const { subjects, owner, nextActionOn } = command;
  const [by, at] = [actorName(ctx.actor), ctx.clock.now()];
  await ctx.db.unitOfWork(async (tx) => {
    await tx.assignments.insert(ctx.account.id, subjects, { owner, nextActionOn, by, at });
    const details = { subjects, owner, nextActionOn };
    await tx.audit.insert({
      accountId: ctx.account.id,
      actor: by,
      action: "break.assigned",
      subject: "break",
      subjectId: subjects[0] ?? "",
      details,
      at,
    });
    await announce(tx.sql, { accountId: ctx.account.id, topic: "day" });
  });
}
