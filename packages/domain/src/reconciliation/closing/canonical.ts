/** What a certificate is made of: text, whole numbers, yes and no, nothing, and lists and objects of these. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** Hex SHA-256 of text in UTF-8; given from outside, since this room knows no cryptography of its own. */
export type Sha256 = (text: string) => string;

/**
 * The one spelling of a value: keys in order of their UTF-16 code units, no blanks, as in RFC 8785. Numbers are whole and safe;
 * others throw, for amounts are text.
 */
export function canonicalJson(value: Plain): string {
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(",")}}`;
  }
  if (typeof value === "number" && !Number.isSafeInteger(value)) throw new TypeError(`${value} is not a safe whole number`);
  return JSON.stringify(value);
}

/** `Array.isArray` does not narrow read-only lists. */
function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}
