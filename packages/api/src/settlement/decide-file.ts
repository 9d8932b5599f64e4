import { announce, type Repositories } from "@tillbook/db/client";
import type { ProposalKind, StoredFile, StoredProposal } from "@tillbook/db/settlement";
import { type FileStatus, standingAfterCloses } from "@tillbook/domain/settlement";
import { AppError } from "../errors/index.ts";
import type { BooksContext } from "./books-context.ts";
import { fileView } from "./file-view.ts";
import { decide, declineProposal, propose, requireOtherPerson, requirePerson, waitingProposal } from "./four-eyes.ts";
import { diffView } from "./supersede-diff.ts";
import type { StatementFileView, SupersedeDiffView } from "./views.ts";

/** What two people may decide about a file that takes no part yet. */
export const FILE_DECISIONS = ["supersede", "release", "reject"] as const satisfies readonly ProposalKind[];
export type FileDecision = (typeof FILE_DECISIONS)[number];

const MAY_COME_FROM: Readonly<Record<FileDecision, readonly FileStatus[]>> = {
  supersede: ["PENDING_SUPERSEDE"],
  release: ["QUARANTINED"],
  reject: ["QUARANTINED", "PENDING_SUPERSEDE"],
};

/** How a file that waits would change the batch that takes part now: which rows, from which amounts to which, and what they come to. */
export async function supersedeDiff(ctx: BooksContext, query: { fileId: string }): Promise<SupersedeDiffView> {
  requirePerson(ctx, "readSettlement");
  const { read } = ctx.db;
  const file = await fileOf(ctx, read, query.fileId);
  const replaced = (await replacedBy(read, ctx.account.id, file)).filter(({ id }) => id !== file.id);
  return diffView(read, file, replaced);
}

/** Asks a second person to let a file take part (in place of another, or out of quarantine) or to turn it away. */
export async function proposeFileDecision(
  ctx: BooksContext,
  command: { fileId: string; decision: FileDecision; reason: string },
): Promise<{ proposalId: string }> {
  requirePerson(ctx, "resolveBreak");
  return ctx.db.unitOfWork(async (tx) => {
    await tx.proposals.lockBooks(ctx.account.id);
    const file = await fileOf(ctx, tx, command.fileId);
    await refuseUnable(ctx, tx, file, command.decision);
    if (await tx.proposals.waiting(ctx.account.id, FILE_DECISIONS, file.id))
      throw new AppError("changed_meanwhile", "somebody has proposed something for this file already");
    const facts = await factsOf(tx, ctx.account.id, file);
    const asked = { kind: command.decision, subject: file.id, facts, reason: command.reason, needsChecker: true };
    const proposalId = await propose(ctx, tx, asked);
    await announce(tx.sql, { accountId: ctx.account.id, topic: "statement" });
    return { proposalId };
  });
}

/**
 * A second person's yes. What stood in no way when it was proposed is looked at again; when the file or those it would replace have changed
 * since, the proposal is void (`changed_meanwhile`) and must be made again.
 */
export async function approveFileDecision(ctx: BooksContext, command: { proposalId: string; note?: string }): Promise<StatementFileView> {
  const person = requirePerson(ctx, "approveResolution");
  const done = await ctx.db.unitOfWork(
    async (tx) => {
      await tx.statements.lockImports(ctx.account.id);
      await tx.proposals.lockBooks(ctx.account.id);
      const proposal = await waitingProposal(ctx, tx, command.proposalId, FILE_DECISIONS);
      requireOtherPerson(person, proposal.maker);
      const file = await fileOf(ctx, tx, proposal.subject);
      if (proposal.facts !== (await factsOf(tx, ctx.account.id, file))) {
        await decide(ctx, tx, proposal, { outcome: "VOID", note: null });
        return null;
      }
      await refuseUnable(ctx, tx, file, asDecision(proposal));
      await decide(ctx, tx, proposal, { outcome: "APPROVED", note: command.note || null });
      await apply(ctx, tx, file, asDecision(proposal));
      await announce(tx.sql, { accountId: ctx.account.id, topic: "statement" });
      return fileOf(ctx, tx, file.id);
    },
    { bulk: true },
  );
  if (done === null) throw new AppError("changed_meanwhile", "the file has changed since this was proposed: propose it again");
  return fileView(done);
}

/** A second person's no, with a reason. The file stays as it is. */
export function declineFileDecision(ctx: BooksContext, command: { proposalId: string; note: string }): Promise<void> {
  return declineProposal(ctx, command, { right: "approveResolution", kinds: FILE_DECISIONS, topic: "statement" });
}

async function fileOf(ctx: BooksContext, tx: Repositories, fileId: string): Promise<StoredFile> {
  const file = await tx.statements.byId(ctx.account.id, fileId);
  if (!file) throw new AppError("not_found", "there is no such statement");
  return file;
}

function asDecision({ kind }: StoredProposal): FileDecision {
  const decision = FILE_DECISIONS.find((known) => known === kind);
  if (decision === undefined) throw new Error(`${kind} decides about no file`);
  return decision;
}

/** The files that take part with one of its batches: those that it would replace. */
function replacedBy(tx: Repositories, accountId: string, file: StoredFile): Promise<StoredFile[]> {
  return tx.statements.activeWithBatches(accountId, file.batches);
}

async function refuseUnable(ctx: BooksContext, tx: Repositories, file: StoredFile, decision: FileDecision): Promise<void> {
  if (!MAY_COME_FROM[decision].includes(file.status)) throw new AppError("changed_meanwhile", `this file is ${file.status}`);
  if (decision !== "supersede") return;
  const replaced = await replacedBy(tx, ctx.account.id, file);
  const closed = await tx.closes.closedWith(
    ctx.account.id,
    replaced.map(({ id }) => id),
  );
  if (closed.length > 0) throw new AppError("day_closed", `the batch was counted in ${closed.join(", ")}: open it again first`);
}

async function factsOf(tx: Repositories, accountId: string, file: StoredFile): Promise<string> {
  const replaced = (await replacedBy(tx, accountId, file)).filter(({ id }) => id !== file.id);
  return [file.status, file.contentHash, ...replaced.map(({ id }) => id).toSorted()].join(" ");
}

async function apply(ctx: BooksContext, tx: Repositories, file: StoredFile, decision: FileDecision): Promise<void> {
  const { id: accountId } = ctx.account;
  if (decision === "reject") return tx.statements.move(file, { status: "REJECTED", becauseOfId: file.becauseOfId });
  const replaced = await replacedBy(tx, accountId, file);
  if (decision === "supersede") {
    for (const old of replaced) await tx.statements.move(old, { status: "SUPERSEDED", becauseOfId: file.id });
  } else if (replaced[0]) {
    return tx.statements.move(file, { status: "PENDING_SUPERSEDE", becauseOfId: replaced[0].id });
  }
  const same = await tx.statements.activeWithContent(accountId, file.contentHash);
  if (same) return tx.statements.move(file, { status: "SAME_CONTENT", becauseOfId: same.id });
  const active = { status: "ACTIVE", reason: file.reason, because: null } as const;
  const { status } = standingAfterCloses(active, file.days, await tx.closes.closedAmong(accountId, file.days));
  await tx.statements.move(file, { status, becauseOfId: replaced[0]?.id ?? file.becauseOfId });
}
