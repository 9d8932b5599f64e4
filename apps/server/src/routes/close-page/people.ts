import type { Deps } from "../../deps.ts";

/** Names that people go by now, by the way the books write them. */
export async function namesOf({ db }: Deps, accountId: string, people: readonly string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const person of people) {
    const seat = person.startsWith("staff:") ? await db.read.accounts.seat(person.slice("staff:".length), accountId) : null;
    if (seat) names.set(person, seat.name);
  }
  return names;
}
