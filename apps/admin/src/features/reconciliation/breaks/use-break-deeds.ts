import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { BreakView, EvidenceFileView, ResolutionView } from "@tillbook/api/reconciliation";
import type { Wish } from "@tillbook/domain/reconciliation/breaks";
import { failureOf } from "../../../lib/failure.ts";
import { staffClient, trpc } from "../../../lib/trpc.ts";

/** What a deed came to, for the line that says so. */
export type Said = { is: "done" | "waits" | "asked" | "approved" | "void" | "rejected" | "assigned" | "withdrawn"; count: number };
export type Deed = () => Promise<Said>;

/**
 * What people do about breaks. One at a time; whatever takes effect at once is followed by a run of its day, so that the desk shows it,
 * and everything that shows breaks is read anew.
 */
export function useBreakDeeds() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (act: Deed) => act(),
    onSettled: async () => {
      await cache.invalidateQueries({ queryKey: trpc.reconciliation.pathKey() });
      void cache.invalidateQueries({ queryKey: trpc.approvals.pathKey() });
      void cache.invalidateQueries({ queryKey: trpc.settlement.pathKey() });
    },
  });
}
export type BreakDeeds = ReturnType<typeof useBreakDeeds>;

const { breaks } = staffClient.reconciliation;

/** Why something is done, and what speaks for it. */
export type Why = { reason: string; evidence: string; files: readonly EvidenceFileView[] };

function told({ reason, evidence, files }: Why) {
  return { reason, files: files.map(({ id }) => id), ...(evidence.trim() === "" ? {} : { evidence: [evidence.trim()] }) };
}

/** Asks for breaks of one day to be settled in one way. */
export const propose =
  (list: readonly BreakView[], wish: Wish, why: Why): Deed =>
  async () => {
    const [first] = list;
    if (!first) return { is: "done", count: 0 };
    const { settleDay, runId } = first;
    const ordinals = list.map(({ ordinal }) => ordinal);
    const { proposals } = await breaks.propose.mutate({ settleDay, runId, ordinals, wish, ...told(why) });
    const waits = proposals.some(({ needsChecker }) => needsChecker);
    if (!waits && wish.action !== "CLAIM") await runAgain([settleDay]);
    return { is: waits ? "waits" : "done", count: proposals.length };
  };

export const enquire =
  ({ settleDay, runId, ordinal }: BreakView): Deed =>
  async () => {
    const { found } = await breaks.enquire.mutate({ settleDay, runId, ordinal });
    await runAgain([settleDay]);
    return { is: "asked", count: found };
  };

export const createInternal =
  ({ settleDay, runId, ordinal }: BreakView, why: Why): Deed =>
  async () => {
    const answer = await breaks.createInternal.mutate({ settleDay, runId, ordinal, ...told(why) });
    if ("proposals" in answer) return { is: "waits", count: answer.proposals.length };
    await runAgain([settleDay]);
    return { is: "asked", count: answer.found };
  };

export const assign =
  (list: readonly BreakView[], owner: string, nextActionOn: string): Deed =>
  async () => {
    await breaks.assign.mutate({ subjects: list.flatMap(({ subject }) => subject ?? []), owner, nextActionOn });
    return { is: "assigned", count: list.length };
  };

export const approve =
  (list: readonly ResolutionView[], note: string): Deed =>
  async () => {
    const decided = await breaks.approve.mutate({ proposalIds: list.map(({ id }) => id), ...(note === "" ? {} : { note }) });
    const isDone = (id: string): boolean => decided.some(({ proposalId, outcome }) => proposalId === id && outcome === "APPROVED");
    const done = list.filter(({ id }) => isDone(id));
    await runAgain(done.filter(({ subject }) => !subject.startsWith("bank:")).map(({ settleDay }) => settleDay));
    return done.length === 0 ? { is: "void", count: decided.length } : { is: "approved", count: done.length };
  };

export const reject =
  (list: readonly ResolutionView[], note: string): Deed =>
  async () => {
    await breaks.reject.mutate({ proposalIds: list.map(({ id }) => id), note });
    return { is: "rejected", count: list.length };
  };

export const withdraw =
  ({ id }: Pick<ResolutionView, "id">): Deed =>
  async () => {
    await staffClient.settlement.withdraw.mutate({ proposalId: id });
    return { is: "withdrawn", count: 1 };
  };

export const reverse =
  ({ id, settleDay }: ResolutionView, reason: string): Deed =>
  async () => {
    const { needsChecker } = await breaks.reverse.mutate({ resolutionId: id, reason });
    if (!needsChecker) await runAgain([settleDay]);
    return { is: needsChecker ? "waits" : "done", count: 1 };
  };

/** Matches days anew, each once. A day that was closed meanwhile is not run: its break was taken on by an open one. */
async function runAgain(days: readonly string[]): Promise<void> {
  for (const settleDay of new Set(days)) {
    try {
      await staffClient.reconciliation.run.mutate({ settleDay });
    } catch (error) {
      if (failureOf(error).code !== "day_closed") throw error;
    }
  }
}
