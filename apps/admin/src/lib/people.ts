import { useQuery } from "@tanstack/react-query";
import { useSession } from "./session.ts";
import { trpc } from "./trpc.ts";

/** How people are called who the books write as `staff:<id>`; null for who is not known (any more) or is no person. */
export function usePeople(): (actor: string) => string | null {
  const people = useQuery(trpc.session.people.queryOptions(undefined, { staleTime: 5 * 60_000 }));
  return (actor) => people.data?.find((person) => person.actor === actor)?.name ?? null;
}

/** How the books write whoever is signed in. */
export function useOwnActor(): string {
  return `staff:${useSession().user.id}`;
}
