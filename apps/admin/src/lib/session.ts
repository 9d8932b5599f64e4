import { useSuspenseQuery } from "@tanstack/react-query";
import type { SessionView } from "@tillbook/api/views";
import { trpc } from "./trpc.ts";

/** Who is signed in, and for which account; asked again rarely, since it hardly changes. */
export function sessionOptions() {
  return trpc.session.me.queryOptions(undefined, { staleTime: 5 * 60_000 });
}

/** Inside the desk somebody is always signed in: its route waits for the answer. */
export function useSession(): SessionView {
  return useSuspenseQuery(sessionOptions()).data;
}
