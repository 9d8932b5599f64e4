import type { StaffRouter } from "@tillbook/api/staff-router";
import { createTRPCClient, httpBatchStreamLink, httpSubscriptionLink, splitLink } from "@trpc/client";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { queryClient } from "./query-client.ts";

/** The staff side itself, for what TanStack Query cannot name: pages of a list. */
export const staffClient = createTRPCClient<StaffRouter>({
  links: [
    splitLink({
      condition: (operation) => operation.type === "subscription",
      true: httpSubscriptionLink({ url: "/trpc" }),
      false: httpBatchStreamLink({ url: "/trpc", maxItems: 20 }),
    }),
  ],
});

/** Everything staff can ask and do, as options for TanStack Query: `useQuery(trpc.orders.byId.queryOptions({ orderId }))`. */
export const trpc = createTRPCOptionsProxy<StaffRouter>({ client: staffClient, queryClient });
