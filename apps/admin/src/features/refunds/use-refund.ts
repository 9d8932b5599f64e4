import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { OrderDetail } from "@tillbook/api/views";
import { useRequestId } from "../../lib/request-id.ts";
import { trpc } from "../../lib/trpc.ts";

type Wanted = { paymentId: string; amount: string; reason: string };

/** Asks for a refund once: the same request keeps its id until it was answered. */
export function useRefund(onDone: () => void) {
  const cache = useQueryClient();
  const requestId = useRequestId();
  const mutation = useMutation(
    trpc.refunds.create.mutationOptions({
      onSuccess: (order) => {
        requestId.settled();
        cache.setQueryData(trpc.orders.byId.queryKey({ orderId: order.id }), order);
        void cache.invalidateQueries({ queryKey: trpc.orders.list.pathKey() });
        onDone();
      },
      onSettled: () => void cache.invalidateQueries({ queryKey: trpc.refunds.pathKey() }),
    }),
  );
  const send = (wanted: Wanted, order: OrderDetail, onSettled: () => void) =>
    mutation.mutate({ requestId: requestId.idFor({ ...wanted, orderId: order.id }), ...wanted }, { onSettled });
  return { send, mutation };
}
