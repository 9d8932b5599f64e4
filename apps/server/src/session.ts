import type { Context } from "@tillbook/api/context";
import { AppError } from "@tillbook/api/errors";
import type { FastifyRequest } from "fastify";
import type { Contexts, Deps } from "./deps.ts";
import { webHeaders } from "./routes/auth.ts";

/** The context of whoever sent this request: the session row says who, the membership says what they may do. Refuses `not_signed_in`. */
export async function enter(deps: Deps, contexts: Contexts, request: FastifyRequest): Promise<Context> {
  const session = await deps.auth.api.getSession({ headers: webHeaders(request) });
  if (!session) throw new AppError("not_signed_in", "sign in first");
  const [account] = await deps.db.read.accounts.ofUser(session.user.id);
  const seat = account && (await deps.db.read.accounts.seat(session.user.id, account.id));
  if (!seat) throw new AppError("not_allowed", "this person belongs to no merchant");
  return contexts.from(account, { kind: "staff", userId: seat.userId, name: seat.name, role: seat.role });
}

/** A state change must come from our own pages: the browser's Origin is compared where it sends one. */
export function isOwnOrigin(deps: Deps, request: FastifyRequest): boolean {
  const { origin } = request.headers;
  return origin === undefined || origin === new URL(deps.publicUrl).origin;
}
