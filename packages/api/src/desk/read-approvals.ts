import type { StoredProposal } from "@tillbook/db/settlement";
import { actorName, type Context, requireRight } from "../context/index.ts";
import type { ApprovalView } from "../views/index.ts";

const MOST = 500;
const ABOUT_FILES: readonly StoredProposal["kind"][] = ["supersede", "release", "reject"];

/** Everything about settlements that waits for a second person, oldest first; the first five hundred. */
export async function readApprovals(ctx: Pick<Context, "actor" | "account" | "db">): Promise<ApprovalView[]> {
  requireRight(ctx.actor, "readSettlement");
  const { read } = ctx.db;
  const { id: accountId } = ctx.account;
  const me = actorName(ctx.actor);
  const waiting = await read.proposals.allWaiting(accountId, MOST);
  return Promise.all(
    waiting.map(async ({ id, kind, subject, reason, maker, madeAt, secondLevel }) => {
      const file = ABOUT_FILES.includes(kind) ? await read.statements.byId(accountId, subject) : null;
      const title = file?.name ?? subject;
      return { id, kind, subject, title, reason, maker, isOwn: maker === me, madeAt: madeAt.toISOString(), secondLevel };
    }),
  );
}
