import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { staffClient, trpc } from "../../../lib/trpc.ts";

type Look = typeof staffClient.reconciliation.lens.look;
type Position = Parameters<Look["query"]>[0]["after"];
export type LensWish = { first: string; last: string; cutoff: string | undefined; only: "moving" | "boundary" | "all" };
const PAGE = 100;

/** What another cut-off would move between days, page after page. Nothing is written. */
export function useLens({ first, last, cutoff, only }: LensWish) {
  const wanted = { first, last, only, ...(cutoff === undefined ? {} : { cutoff }), limit: PAGE };
  return useInfiniteQuery({
    queryKey: [...trpc.reconciliation.lens.look.pathKey(), "pages", wanted],
    queryFn: ({ pageParam, signal }) =>
      staffClient.reconciliation.lens.look.query({ ...wanted, ...(pageParam === undefined ? {} : { after: pageParam }) }, { signal }),
    initialPageParam: firstPage(),
    getNextPageParam: (page): Position => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
}

function firstPage(): Position {
  return undefined;
}
