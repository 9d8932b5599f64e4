import { useInfiniteQuery } from "@tanstack/react-query";
import type { DayRun, EntryKind, EntryView } from "@tillbook/api/reconciliation";
import { staffClient, trpc } from "../../lib/trpc.ts";

export type Entries = { items: EntryView[]; total: number; hasMore: boolean; isLoading: boolean; error: unknown; more: () => void };

/** The outcomes of one kind of a run: the page that came with the run, and further ones as they are asked for. */
export function useEntries(day: string, run: DayRun, kind: EntryKind): Entries {
  const wanted = { settleDay: day, runId: run.runId, kind };
  const list = useInfiniteQuery({
    queryKey: [...trpc.reconciliation.entries.pathKey(), "pages", wanted],
    queryFn: ({ pageParam, signal }) => staffClient.reconciliation.entries.query({ ...wanted, after: pageParam }, { signal }),
    initialPageParam: -1,
    initialData: { pages: [run[kind]], pageParams: [-1] },
    getNextPageParam: (page) => page.nextAfter ?? undefined,
    staleTime: Number.POSITIVE_INFINITY, // a run never changes; another run has another id
  });
  return {
    items: list.data.pages.flatMap((page) => page.items),
    total: run[kind].total,
    hasMore: list.hasNextPage,
    isLoading: list.isFetchingNextPage,
    error: list.error,
    more: () => void list.fetchNextPage(),
  };
}
