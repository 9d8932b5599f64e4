import { createHash, timingSafeEqual } from "node:crypto";

const LENGTH = 32;
const FILLER = "!".repeat(LENGTH);
const NO_DIGIT = 0xff;
const VALUES = Uint8Array.from({ length: 256 }, (_, code) => {
  const value = Number.parseInt(String.fromCharCode(code), 16);
  return Number.isNaN(value) ? NO_DIGIT : value;
});

/** A signature as 16 bytes; what is no digest has bytes too, so that comparing takes as long. */
type Signature = { readonly bytes: Uint8Array; readonly isDigest: boolean };

/** Reads a signature of whatever length in the same steps. */
function signatureIn(text: string): Signature {
  const padded = ((text === "" ? "-" : text) + FILLER).slice(0, LENGTH); // joined in any case, which takes its time too
  const bytes = new Uint8Array(LENGTH / 2);
  let faults = text.length ^ LENGTH;
  for (let i = 0; i < LENGTH; i += 1) {
    const code = padded.charCodeAt(i);
    const value = VALUES[code & 0xff] ?? NO_DIGIT;
    faults |= (code >> 8) | (value & 0xf0);
    bytes[i >> 1] = ((bytes[i >> 1] ?? 0) << 4) | (value & 0x0f);
  }
  return { bytes, isDigest: faults === 0 };
}

/**
 * Which of the keys made `signature`: MD5(raw body + key) in hex, upper or lower case, always MD5, whatever requests use. Every key is
 * tried, whatever the signature looks like, and compared in constant time, so that the time taken tells nothing about how wrong it is.
 * The bytes as received: re-serialised JSON signs differently. docs/qfpay.md#notifications
 */
export function fittingKeys(rawBody: Uint8Array, signature: string, keys: readonly string[]): { isDigest: boolean; fits: boolean[] } {
  const { bytes, isDigest } = signatureIn(signature);
  const signedBody = createHash("md5").update(rawBody); // the body is hashed once, however many keys there are
  const fits = keys.map((key) => {
    const isSame = timingSafeEqual(signedBody.copy().update(key).digest(), bytes);
    return isSame && isDigest && key !== ""; // without a key anybody could sign
  });
  return { isDigest, fits };
}

/** True when `signature` is of this body and this key. */
export function isNotificationSigned(rawBody: Uint8Array, signature: string, key: string): boolean {
  return fittingKeys(rawBody, signature, [key]).fits.includes(true);
}
