import { wasBelievedLater } from "@tillbook/db/notifications";
import { merchantAccountSchema } from "@tillbook/domain/staff";
import { actorName, type Context, type Judgement, requireRight } from "../context/index.ts";
import { AppError } from "../errors/index.ts";
import { takeJudged } from "../observations/index.ts";
import type { NotificationDetail } from "../views/index.ts";
import { deliveryOf, findEntry, isReplayable } from "./entry.ts";
import { readNotification } from "./read-ledger.ts";

/**
 * Judges a stored delivery again, byte for byte, by today's keys and today's books. Writes a new row of the ledger that names the old
 * one and who asked; states only climb, so it moves nothing backwards and nothing twice.
 * Refuses `invalid_input` for a forged one that was too long to be kept whole.
 * @returns the old delivery, with the new one among its `replays`
 */
export async function replayNotification(ctx: Context, command: { notificationId: string }): Promise<NotificationDetail> {
  requireRight(ctx.actor, "replayNotification");
  const { entry } = await findEntry(ctx, command.notificationId);
  if (!isReplayable(entry)) throw new AppError("invalid_input", "this delivery was not kept whole");
  const delivery = deliveryOf(entry);
  const judged = ownOnly(ctx, await ctx.keys.judge(delivery, { anew: true }));
  const at = ctx.clock.now();
  const actor = actorName(ctx.actor);
  const first = entry.replayOf ?? entry.id;
  await takeJudged(ctx, (account) => ({ ...ctx, account: merchantAccountSchema.parse(account) }), delivery, judged, {
    of: first,
    actor,
    async record(tx) {
      const accountId = entry.accountId ?? ctx.account.id;
      if (await wasBelievedLater(tx.sql, first)) await tx.cases.closeQuarantineOf(accountId, entry.raw, { closedBy: actor, at });
      const deed = { action: "notification.replayed", subject: "notification", subjectId: first.toString() };
      await tx.audit.insert({ accountId, actor, ...deed, details: { judged: judged.is }, at });
    },
  });
  return readNotification(ctx, { notificationId: first.toString() });
}

/** What another merchant's key signed is nobody's here, whoever asks. */
function ownOnly(ctx: Context, judged: Judgement): Judgement {
  const isOurs = judged.is === "forged" || judged.account.organisationId === ctx.account.organisationId;
  if (!isOurs) throw new AppError("not_found", "there is no such notification");
  return judged;
}
