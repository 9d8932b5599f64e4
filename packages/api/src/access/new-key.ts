import { createHash, randomBytes } from "node:crypto";
import type { Context } from "../context/index.ts";

/** A new key of 256 random bits. Its first word says whether real money can move. */
export function newApiKey(ctx: Pick<Context, "account" | "phoneUrl">): string {
  const isPractice = ctx.account.environment === "test" || ctx.phoneUrl !== null;
  return `tb_${isPractice ? "test" : "live"}_${randomBytes(32).toString("base64url")}`;
}

/** What is kept of a key. So much randomness needs no salt and no slow hash. */
export function hashOfKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
