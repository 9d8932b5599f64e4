import { createHash, randomBytes } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { readCookie } from "../page/index.ts";

export const PHONE_COOKIE = "simulated_phone";

/** Set by the phone's browser on its way to the gateway, so that consent and payment come from one person. */
export const PHONE_HEADER = "x-simulated-phone";

/** Which simulated phone this browser is; a new one is remembered with a cookie. */
export function phoneOf(request: FastifyRequest, reply: FastifyReply): string {
  const known = readCookie(request.headers.cookie, PHONE_COOKIE);
  if (known !== undefined && /^[0-9a-f]{16}$/.test(known)) return known;
  const phone = newPhone();
  reply.header("set-cookie", phoneCookie(phone));
  return phone;
}

export function newPhone(): string {
  return randomBytes(8).toString("hex");
}

export function phoneCookie(phone: string): string {
  return `${PHONE_COOKIE}=${phone}; Path=/; HttpOnly; SameSite=Lax`;
}

/** The openid of a phone's owner: 28 characters that begin with `o`. A browser that is no phone is somebody new. */
export function openidOf(phone: string | undefined): string {
  const owner = createHash("sha256")
    .update(phone ?? newPhone())
    .digest("base64url");
  return `o${owner.replace(/[-_]/g, "x").slice(0, 27)}`;
}
