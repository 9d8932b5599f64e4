import { useQueryClient } from "@tanstack/react-query";
import { useSubscription } from "@trpc/tanstack-react-query";
import { trpc } from "./trpc.ts";

/** Follows changes of one order, or of all, and asks anew for what shows them. Returns whether the line is up. */
export function useOrderChanges(orderId?: string): boolean {
  const cache = useQueryClient();
  const refresh = () => {
    void cache.invalidateQueries({ queryKey: trpc.orders.pathKey() });
    void cache.invalidateQueries({ queryKey: trpc.insights.pathKey() });
    void cache.invalidateQueries({ queryKey: trpc.notifications.pathKey() });
    void cache.invalidateQueries({ queryKey: trpc.health.mark.queryKey() });
    void cache.invalidateQueries({ queryKey: trpc.refunds.pathKey() });
    void cache.invalidateQueries({ queryKey: trpc.cases.pathKey() });
  };
  const input = orderId === undefined ? {} : { orderId };
  const line = useSubscription(trpc.orders.changes.subscriptionOptions(input, { onData: refresh, onStarted: refresh }));
  return line.status === "pending";
}
