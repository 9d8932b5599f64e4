import { createHash, timingSafeEqual } from "node:crypto";

export type SignType = "MD5" | "SHA256";

/**
 * The text that QFPay signs: names in ASCII order, `name=value` joined with `&`, raw values, no `sign`.
 * What the map holds is what is signed; leaving out empty values is the caller's business. docs/qfpay.md#signature
 */
export function canonicalText(params: Readonly<Record<string, string>>): string {
  return Object.keys(params)
    .filter((name) => name !== "sign")
    .toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))) // bytes, not locale
    .map((name) => `${name}=${params[name]}`)
    .join("&");
}

/** Upper-case hex digest of the UTF-8 `text` followed directly by `key`. */
export function digest(text: string | Uint8Array, key: string, signType: SignType): string {
  return createHash(signType === "MD5" ? "md5" : "sha256")
    .update(text)
    .update(key)
    .digest("hex")
    .toUpperCase();
}

/** Digest of request parameters. docs/qfpay.md#signature */
export function digestParams(params: Readonly<Record<string, string>>, key: string, signType: SignType): string {
  return digest(canonicalText(params), key, signType);
}

/** Compares two hex digests in constant time, upper and lower case alike. */
export function isSameDigest(a: string, b: string): boolean {
  const left = Buffer.from(a.toUpperCase());
  const right = Buffer.from(b.toUpperCase());
  return left.length === right.length && timingSafeEqual(left, right);
}
