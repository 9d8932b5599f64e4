import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { trpc } from "../../lib/trpc.ts";

/** What stands in the way of giving so much of a payment back (all that is left when null), a moment after the typing. */
export function useFeasibility(paymentId: string, amount: string | null) {
  const asked = useAfterPause(amount);
  return useQuery(
    trpc.refunds.feasibility.queryOptions(asked === null ? { paymentId } : { paymentId, amount: asked }, {
      placeholderData: keepPreviousData,
      enabled: paymentId !== "",
    }),
  );
}

function useAfterPause<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), 250);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
