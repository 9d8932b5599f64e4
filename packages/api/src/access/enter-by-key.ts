import { isKeyShaped, standingOf } from "@tillbook/domain/access";
import type { Actor, Context } from "../context/index.ts";
import { AppError } from "../errors/index.ts";
import { hashOfKey } from "./new-key.ts";

/**
 * Who calls with a key, and for which account. Refuses (`not_signed_in`) whatever is no key that stands, before anything else is looked at.
 * @param authorization the header as it came
 */
export async function enterByKey(
  system: Pick<Context, "db" | "clock">,
  authorization: string | undefined,
): Promise<{ accountId: string; actor: Extract<Actor, { kind: "api" }> }> {
  const text = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  if (text === undefined) throw new AppError("not_signed_in", "send your API key as: Authorization: Bearer tb_…");
  const key = isKeyShaped(text) ? await system.db.read.apiKeys.byHash(hashOfKey(text)) : null;
  if (!key) throw new AppError("not_signed_in", "this API key is not known");
  const now = system.clock.now();
  const standing = standingOf(key, now);
  if (standing !== "valid") throw new AppError("not_signed_in", `this API key is ${standing}: ask an owner for a new one`);
  await system.db.read.apiKeys.used(key, now);
  return { accountId: key.accountId, actor: { kind: "api", keyId: key.id, name: key.name, scopes: key.scopes } };
}
