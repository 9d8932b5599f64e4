import { randomUUID } from "node:crypto";
import { announce, type Change, type Repositories } from "@tillbook/db/client";
import type { ProposalKind, ProposalOutcome, StoredProposal } from "@tillbook/db/settlement";
import type { Right } from "@tillbook/domain/staff";
import { actorName, requireRight } from "../context/index.ts";
import { AppError } from "../errors/index.ts";
import type { BooksContext } from "./books-context.ts";

/** What two people agree upon is for people: no key and no job proposes it or decides it, whatever its scopes. Answers the person's name in the books. */
export function requirePerson(ctx: Pick<BooksContext, "actor">, right: Right): string {
  requireRight(ctx.actor, right);
  if (ctx.actor.kind !== "staff") throw new AppError("not_allowed", "this is for people to decide");
  return actorName(ctx.actor);
}

/** The maker of a proposal is not its checker, whatever their role. The database refuses it too. */
export function requireOtherPerson(person: string, maker: string): void {
  if (person === maker) throw new AppError("own_request", "nobody approves their own proposal");
}

export type Asked = {
  readonly kind: ProposalKind;
  readonly subject: string;
  readonly facts: string;
  readonly reason: string;
  readonly needsChecker: boolean;
  readonly secondLevel?: boolean;
  readonly batchId?: string | null;
};

/** Writes down what a person asks for, with its entry in the audit trail. */
export async function propose(ctx: BooksContext, tx: Repositories, asked: Asked): Promise<string> {
  const id = randomUUID();
  const { secondLevel = false, batchId = null, ...rest } = asked;
  const [maker, madeAt] = [actorName(ctx.actor), ctx.clock.now()];
  await tx.proposals.insert({ ...rest, secondLevel, batchId, id, accountId: ctx.account.id, maker, madeAt });
  await noteProposal(ctx, tx, { id, kind: asked.kind, subject: asked.subject }, "proposed", { reason: asked.reason });
  return id;
}

/** Writes down what becomes of a proposal. A second decision is refused (`changed_meanwhile`). */
export async function decide(
  ctx: BooksContext,
  tx: Repositories,
  proposal: Pick<StoredProposal, "id" | "kind" | "subject">,
  { outcome, note }: { outcome: ProposalOutcome; note: string | null },
): Promise<void> {
  const by = outcome === "VOID" ? "system" : actorName(ctx.actor);
  await tx.proposals.decide({ proposalId: proposal.id, outcome, by, at: ctx.clock.now(), note });
  await noteProposal(ctx, tx, proposal, outcome.toLowerCase(), note === null ? {} : { note });
}

/** A proposal of these kinds that still waits; `not_found` for none and another account's, `changed_meanwhile` for one that was decided. */
export async function waitingProposal(
  ctx: BooksContext,
  tx: Repositories,
  proposalId: string,
  kinds: readonly ProposalKind[],
): Promise<StoredProposal> {
  const proposal = await tx.proposals.byId(ctx.account.id, proposalId);
  if (!proposal || !kinds.includes(proposal.kind)) throw new AppError("not_found", "there is no such proposal");
  if (proposal.outcome !== null) throw new AppError("changed_meanwhile", `this proposal is ${proposal.outcome}`);
  return proposal;
}

type Declined = { readonly right: Right; readonly kinds: readonly ProposalKind[]; readonly topic: Change["topic"] };

/** A second person's no, with a reason, to a proposal of these kinds. What it is about stays as it is; screens that show `topic` hear of it. */
export async function declineProposal(
  ctx: BooksContext,
  command: { proposalId: string; note: string },
  { right, kinds, topic }: Declined,
): Promise<void> {
  const person = requirePerson(ctx, right);
  await ctx.db.unitOfWork(async (tx) => {
    const proposal = await waitingProposal(ctx, tx, command.proposalId, kinds);
    requireOtherPerson(person, proposal.maker);
    await decide(ctx, tx, proposal, { outcome: "REJECTED", note: command.note });
    await announce(tx.sql, { accountId: ctx.account.id, topic });
  });
}

/** Takes one's own proposal back while nobody has decided it. */
export async function withdrawProposal(ctx: BooksContext, command: { proposalId: string }): Promise<void> {
  const person = requirePerson(ctx, "readSettlement");
  await ctx.db.unitOfWork(async (tx) => {
    await tx.proposals.lockBooks(ctx.account.id);
    const proposal = await tx.proposals.byId(ctx.account.id, command.proposalId);
    if (!proposal) throw new AppError("not_found", "there is no such proposal");
    if (proposal.maker !== person) throw new AppError("not_allowed", "only who proposed it may take it back");
    if (proposal.outcome !== null) throw new AppError("changed_meanwhile", `this proposal is ${proposal.outcome}`);
    await decide(ctx, tx, proposal, { outcome: "WITHDRAWN", note: null });
  });
}

async function noteProposal(
  ctx: BooksContext,
  tx: Repositories,
  { id, kind, subject }: Pick<StoredProposal, "id" | "kind" | "subject">,
  what: string,
  details: object,
): Promise<void> {
  await tx.audit.insert({
    accountId: ctx.account.id,
    actor: actorName(ctx.actor),
    action: `${kind}.${what}`,
    subject: "proposal",
    subjectId: id,
    details: { about: subject, ...details },
    at: ctx.clock.now(),
  });
}
