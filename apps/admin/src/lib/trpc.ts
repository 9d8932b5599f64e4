import type { StaffRouter } from "@tillbook/api/staff-router";
import { createTRPCClient, httpBatchStreamLink, httpSubscriptionLink, splitLink } from "@trpc/client";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { queryClient } from "./query-client.ts";

const client = createTRPCClient<StaffRouter>({
  links: [
    splitLink({
      condition: (operation) => operation.type === "subscription",
      true: httpSubscriptionLink({ url: "/trpc" }),
      false: httpBatchStreamLink({ url: "/trpc" }),
    }),
  ],
});

/** Everything staff can ask and do, as options for TanStack Query: `useQuery(trpc.orders.byId.queryOptions({ orderId }))`. */
export const trpc = createTRPCOptionsProxy<StaffRouter>({ client, queryClient });
