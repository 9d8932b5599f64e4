/**
 * An address as a `Location` header can carry it: what is no printable ASCII is percent-encoded, as a browser would, and
 * the rest is left as the merchant wrote it. Lone surrogates, which no encoding has, become U+FFFD.
 */
export function locationOf(address: string): string {
  return address.toWellFormed().replace(/[^\x21-\x7e]+/g, (text) => encodeURIComponent(text));
}
