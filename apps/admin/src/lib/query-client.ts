import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { isSignedOut, mayPass } from "./failure.ts";

type OnSignedOut = () => void;
const listeners = new Set<OnSignedOut>();

/** Calls back when any answer says that nobody is signed in (any more). Returns how to stop. */
export function onSignedOut(listener: OnSignedOut): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function notice(error: unknown): void {
  if (isSignedOut(error)) for (const listener of listeners) listener();
}

/**
 * The one cache of server data. Only reads are asked again by themselves: a repeated command could act twice.
 * `always`: without a connection a call fails at once and says so, instead of waiting unseen and acting later.
 */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: notice }),
  mutationCache: new MutationCache({ onError: notice }),
  defaultOptions: {
    queries: { networkMode: "always", staleTime: 5_000, retry: (count, error) => count < 2 && mayPass(error) },
    mutations: { networkMode: "always", retry: false },
  },
});
