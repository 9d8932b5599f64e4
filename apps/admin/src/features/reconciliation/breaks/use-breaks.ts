import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import type { BreakPosition, BreakView } from "@tillbook/api/reconciliation";
import type { BreaksSearch } from "../../../lib/search-params.ts";
import { staffClient, trpc } from "../../../lib/trpc.ts";

const PAGE = 100;
/** A second person decides elsewhere; nobody announces it. */
const ASK_EVERY_MS = 15_000;

/** The breaks that the address asks for, oldest day first, page after page. */
export function useBreaks(search: BreaksSearch) {
  const wanted = {
    isSettled: search.is === "settled",
    ...(search.code === undefined ? {} : { code: search.code }),
    ...(search.owner === undefined ? {} : { owner: search.owner }),
    ...(search.day === undefined ? {} : { settleDay: search.day }),
    ...(search.state === undefined ? {} : { state: search.state }),
    ...(search.age === undefined ? {} : { age: search.age }),
    limit: PAGE,
  };
  const list = useInfiniteQuery({
    queryKey: [...trpc.reconciliation.breaks.list.pathKey(), "pages", wanted],
    queryFn: ({ pageParam, signal }) =>
      staffClient.reconciliation.breaks.list.query(
        { ...wanted, ...(pageParam === undefined ? {} : { after: asked(pageParam) }) },
        { signal },
      ),
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ASK_EVERY_MS,
  });
  const loaded = list.data?.pages.flatMap((page) => page.items) ?? [];
  return { list, loaded, shown: loaded.filter((each) => isWanted(each, search)), total: list.data?.pages[0]?.total ?? 0 };
}

function firstPage(): BreakPosition | undefined {
  return undefined;
}

function asked({ settleDay, ordinal }: BreakPosition) {
  return { settleDay, ordinal };
}

function isWanted(aBreak: BreakView, { age, state }: BreaksSearch): boolean {
  return (age === undefined || aBreak.age === age) && (state === undefined || aBreak.state === state);
}

/** What names a break in the address: what it is about, in the run of its day. */
export function keyOf({ subject, ordinal, settleDay }: BreakView): string {
  return subject ?? `${settleDay} ${ordinal}`;
}
