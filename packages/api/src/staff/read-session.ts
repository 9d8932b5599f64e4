import { settlementRulesSchema } from "@tillbook/domain/settlement";
import type { Context } from "../context/index.ts";
import { AppError } from "../errors/index.ts";
import type { SessionView } from "../views/index.ts";

/** Who is signed in, for which account, and what the screens need to know about it. */
export async function readSession(ctx: Context): Promise<SessionView> {
  const seat = ctx.actor.kind === "staff" ? await ctx.db.read.accounts.seat(ctx.actor.userId, ctx.account.id) : null;
  if (!seat) throw new AppError("not_signed_in", "nobody is signed in");
  const { id, name, environment, currencies, settlementRules } = ctx.account;
  const cutoff = settlementRulesSchema.parse(settlementRules).cutoff;
  return {
    user: { id: seat.userId, name: seat.name, email: seat.email },
    role: seat.role,
    organisation: seat.organisation,
    account: { id, name, environment, currencies, cutoff },
    publicUrl: ctx.publicUrl,
    phoneUrl: ctx.phoneUrl,
  };
}
