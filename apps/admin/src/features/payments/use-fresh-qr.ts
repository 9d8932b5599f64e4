import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { OrderDetail } from "@tillbook/api/views";
import { useEffect, useRef } from "react";
import { trpc } from "../../lib/trpc.ts";
import { refreshDelay } from "./countdown.ts";

/**
 * Keeps the QR of an open order payable: asks for one when there is none yet, and for the next shortly before the shown
 * one expires. A refusal stops the clock until somebody asks again.
 */
export function useFreshQr(order: OrderDetail) {
  const cache = useQueryClient();
  const askedAt = useRef<Date | null>(null);
  const { mutate, isPending, isError, error } = useMutation(
    trpc.orders.refreshQr.mutationOptions({
      onSuccess: (fresh) => cache.setQueryData(trpc.orders.byId.queryKey({ orderId: fresh.id }), fresh),
    }),
  );
  const { live } = order;
  const expiresAt = live.at === "payable" ? live.expiresAt : null;
  const isResting = order.state !== "open" || !(live.at === "payable" || live.at === "preparing") || isPending || isError;
  useEffect(() => {
    if (isResting) return undefined;
    const ask = () => {
      askedAt.current = new Date();
      mutate({ orderId: order.id });
    };
    const timer = setTimeout(ask, refreshDelay(expiresAt, new Date(), askedAt.current));
    return () => clearTimeout(timer);
  }, [expiresAt, isResting, mutate, order.id]);
  return { refresh: () => mutate({ orderId: order.id }), isPending, error };
}
