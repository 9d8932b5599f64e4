import type { QueryClient } from "@tanstack/react-query";
import { trpc } from "../../../lib/trpc.ts";

/** Asks anew for all that other rules, or a wish for them, may have changed. */
export function refreshRules(cache: QueryClient): void {
  for (const part of [trpc.rules, trpc.approvals, trpc.reconciliation, trpc.session])
    void cache.invalidateQueries({ queryKey: part.pathKey() });
}
