import { z } from "zod";
import type { Sql } from "../client/sql.ts";

export const PROPOSAL_KINDS = [
  "supersede",
  "release",
  "reject",
  "close",
  "reopen",
  "no_activity",
  "close_month",
  "reopen_month",
  "resolution",
  "rules",
] as const;
export type ProposalKind = (typeof PROPOSAL_KINDS)[number];
export const PROPOSAL_OUTCOMES = ["APPROVED", "REJECTED", "WITHDRAWN", "VOID"] as const;
export type ProposalOutcome = (typeof PROPOSAL_OUTCOMES)[number];

/** What is kept of a proposal whatever it is about, and what became of it. */
export const proposalFields = z.object({
  seq: z.bigint(),
  facts: z.string(),
  reason: z.string(),
  needsChecker: z.boolean(),
  secondLevel: z.boolean(),
  batchId: z.uuid().nullable(),
  maker: z.string(),
  madeAt: z.date(),
  outcome: z.enum(PROPOSAL_OUTCOMES).nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: z.date().nullable(),
  note: z.string().nullable(),
});
const storedProposal = proposalFields.extend({ id: z.uuid(), accountId: z.uuid(), kind: z.enum(PROPOSAL_KINDS), subject: z.string() });
/** Something that one person asked for, with what became of it; `outcome` is null while it waits. */
export type StoredProposal = z.infer<typeof storedProposal>;

/** A proposal about to be kept. */
export type ProposalToKeep = Omit<StoredProposal, "seq" | "outcome" | "decidedBy" | "decidedAt" | "note">;
export type DecisionToKeep = { proposalId: string; outcome: ProposalOutcome; by: string; at: Date; note: string | null };

const SELECT = `SELECT p.*, d."outcome", d."by" AS "decidedBy", d."at" AS "decidedAt", d."note" FROM "Proposal" p
  LEFT JOIN "ProposalDecision" d ON d."proposalId" = p."id"`;

export type Proposals = ReturnType<typeof proposalsOn>;

export function proposalsOn(sql: Sql) {
  const many = (rows: unknown[]): StoredProposal[] => rows.map((row) => storedProposal.parse(row));
  return {
    /** What two people agree upon in an account happens one after the other, until the transaction ends. */
    async lockBooks(accountId: string): Promise<void> {
      await sql(`SELECT pg_advisory_xact_lock(hashtextextended('closing the books ' || $1, 0))`, [accountId]);
    },
    async insert(proposal: ProposalToKeep): Promise<void> {
      const { id, accountId, kind, subject, facts, reason, needsChecker, secondLevel, batchId, maker, madeAt } = proposal;
      await sql(
        `INSERT INTO "Proposal" ("id","accountId","kind","subject","facts","reason","needsChecker","secondLevel","batchId","maker","madeAt")
         VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)`,
        [id, accountId, kind, subject, facts, reason, needsChecker, secondLevel, batchId, maker, madeAt],
      );
    },
    /** Throws when the proposal was decided before: it is decided once. */
    async decide({ proposalId, outcome, by, at, note }: DecisionToKeep): Promise<void> {
      await sql(`INSERT INTO "ProposalDecision" ("proposalId","outcome","by","at","note") VALUES ($1,$2,$3,$4,$5)`, [
        proposalId,
        outcome,
        by,
        at,
        note,
      ]);
    },
    async byId(accountId: string, id: string): Promise<StoredProposal | null> {
      return many(await sql(`${SELECT} WHERE p."accountId" = $1 AND p."id" = $2`, [accountId, id]))[0] ?? null;
    },
    /** Those of one kind about one subject, newest first. */
    async about(accountId: string, kinds: readonly ProposalKind[], subject: string): Promise<StoredProposal[]> {
      return many(
        await sql(`${SELECT} WHERE p."accountId" = $1 AND p."kind" = ANY($2) AND p."subject" = $3 ORDER BY p."seq" DESC`, [
          accountId,
          [...kinds],
          subject,
        ]),
      );
    },
    /** The one that waits for a second person, if any. */
    async waiting(accountId: string, kinds: readonly ProposalKind[], subject: string): Promise<StoredProposal | null> {
      return (
        many(
          await sql(
            `${SELECT} WHERE p."accountId" = $1 AND p."kind" = ANY($2) AND p."subject" = $3 AND d."proposalId" IS NULL ORDER BY p."seq" DESC LIMIT 1`,
            [accountId, [...kinds], subject],
          ),
        )[0] ?? null
      );
    },
    /** Those of one kind that wait, whatever they are about, oldest first. */
    async waitingOf(accountId: string, kind: ProposalKind): Promise<StoredProposal[]> {
      return many(
        await sql(`${SELECT} WHERE p."accountId" = $1 AND p."kind" = $2 AND d."proposalId" IS NULL ORDER BY p."seq"`, [accountId, kind]),
      );
    },
    /** Everything that waits for a second person, oldest first. */
    async allWaiting(accountId: string, limit: number): Promise<StoredProposal[]> {
      return many(await sql(`${SELECT} WHERE p."accountId" = $1 AND d."proposalId" IS NULL ORDER BY p."seq" LIMIT $2`, [accountId, limit]));
    },
    async ofBatch(accountId: string, batchId: string): Promise<StoredProposal[]> {
      return many(await sql(`${SELECT} WHERE p."accountId" = $1 AND p."batchId" = $2 ORDER BY p."seq"`, [accountId, batchId]));
    },
  };
}
