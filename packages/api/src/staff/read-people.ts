import { type Context, requireRight } from "../context/index.ts";
import type { PersonView } from "../views/index.ts";

/** Everybody who works at the account's merchant, so that screens call makers and checkers by name. */
export async function readPeople(ctx: Pick<Context, "actor" | "account" | "db">): Promise<PersonView[]> {
  requireRight(ctx.actor, "readOrders");
  const members = await ctx.db.read.accounts.membersOf(ctx.account.organisationId);
  return members.map(({ userId, name, role }) => ({ actor: `staff:${userId}`, name, role }));
}
