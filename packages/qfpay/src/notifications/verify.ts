import { digest, isSameDigest } from "../signing/index.ts";

/**
 * True when `signature` is MD5(raw body + key) in hex, upper or lower case. Always MD5, whatever requests use.
 * The bytes as received: re-serialised JSON signs differently. docs/qfpay.md#notifications
 */
export function isNotificationSigned(rawBody: Uint8Array, signature: string, key: string): boolean {
  const fits = isSameDigest(signature, digest(rawBody, key, "MD5"));
  return fits && key !== ""; // without a key anybody could sign
}
