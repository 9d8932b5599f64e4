import { useMutation, useQueryClient } from "@tanstack/react-query";
import { staffClient, trpc } from "../../../lib/trpc.ts";

/** What a step came to, for the line that says so. */
export type Step = "proposed" | "approved" | "declined" | "withdrawn" | "reopenProposed" | "reopened" | "stated";
export type Act = () => Promise<Step>;

/** Steps of closing and opening again, one at a time; afterwards everything about days, months and approvals is read anew. */
export function useClosing() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (act: Act) => act(),
    onSettled: async () => {
      await cache.invalidateQueries({ queryKey: trpc.reconciliation.pathKey() });
      void cache.invalidateQueries({ queryKey: trpc.approvals.pathKey() });
    },
  });
}
export type Closing = ReturnType<typeof useClosing>;

const { closing } = staffClient.reconciliation;
const noted = (note: string): { note?: string } => (note === "" ? {} : { note });

/** Answers a step once the call has come back. */
const after =
  (step: Step, call: () => Promise<unknown>): Act =>
  async () => {
    await call();
    return step;
  };

export const dayActs = {
  propose: (settleDay: string, reason: string) =>
    after("proposed", () => closing.propose.mutate(reason === "" ? { settleDay } : { settleDay, reason })),
  approve: (settleDay: string, maker: string, note: string) =>
    after("approved", () => closing.approve.mutate({ settleDay, maker, ...noted(note) })),
  decline: (settleDay: string, maker: string, note: string) => after("declined", () => closing.decline.mutate({ settleDay, maker, note })),
  stateNoActivity: (settleDay: string, reason: string) => after("stated", () => closing.stateNoActivity.mutate({ settleDay, reason })),
  proposeReopen: (settleDay: string, reason: string) => after("reopenProposed", () => closing.proposeReopen.mutate({ settleDay, reason })),
  approveReopen: (proposalId: string, note: string) =>
    after("reopened", () => closing.approveReopen.mutate({ proposalId, ...noted(note) })),
  declineReopen: (proposalId: string, note: string) => after("declined", () => closing.declineReopen.mutate({ proposalId, note })),
};

type Ledger = Parameters<typeof closing.proposeMonth.mutate>[0]["ledger"];

export const monthActs = {
  propose: (month: string, ledger: Ledger, reason: string) =>
    after("proposed", () => closing.proposeMonth.mutate({ month, ledger, reason })),
  approve: (proposalId: string, note: string) => after("approved", () => closing.approveMonth.mutate({ proposalId, ...noted(note) })),
  decline: (proposalId: string, note: string) => after("declined", () => closing.declineMonth.mutate({ proposalId, note })),
  proposeReopen: (month: string, reason: string) => after("reopenProposed", () => closing.proposeMonthReopen.mutate({ month, reason })),
  approveReopen: (proposalId: string, note: string) =>
    after("reopened", () => closing.approveMonthReopen.mutate({ proposalId, ...noted(note) })),
};

export function takeBack(proposalId: string): Act {
  return after("withdrawn", () => staffClient.settlement.withdraw.mutate({ proposalId }));
}
