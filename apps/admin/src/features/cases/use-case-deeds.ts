import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { CaseDetail } from "@tillbook/api/views";
import { trpc } from "../../lib/trpc.ts";

/** What a person may do about a case; afterwards everything that shows it or its order is read again. */
export function useCaseDeeds(onSettled: () => void = () => {}) {
  const cache = useQueryClient();
  const keep = (aCase: CaseDetail) => cache.setQueryData(trpc.cases.byId.queryKey({ caseId: aCase.id }), aCase);
  const settled = () => {
    onSettled();
    void cache.invalidateQueries({ queryKey: trpc.cases.pathKey() });
    void cache.invalidateQueries({ queryKey: trpc.orders.pathKey() });
  };
  const resolve = useMutation(trpc.cases.resolve.mutationOptions({ onSuccess: keep, onSettled: settled }));
  const askAgain = useMutation(trpc.cases.askAgain.mutationOptions({ onSuccess: keep, onSettled: settled }));
  const enquire = useMutation(trpc.cases.enquire.mutationOptions({ onSuccess: ({ detail }) => keep(detail), onSettled: settled }));
  return { resolve, askAgain, enquire, error: resolve.error ?? askAgain.error ?? enquire.error };
}
