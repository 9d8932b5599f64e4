/** A JSON value as received. Objects are only ever read by name, so an own `__proto__` stays a harmless name. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export type JsonObject = { readonly [name: string]: JsonValue };

/** Text that is not the JSON object it should be; `message` says what is wrong, without quoting the text. */
export class NotStrictJson extends Error {
  constructor(message: string) {
    super(message);
    this.name = "NotStrictJson";
  }
}

const MAX_DEPTH = 32; // QFPay's answers are three deep

/**
 * Reads bytes as one JSON object: valid UTF-8, no byte order mark, nothing behind it but white space, no name twice in one object.
 * Two readers of `{"txamt":"1","txamt":"100"}` may see two amounts, so it is refused. Throws {@link NotStrictJson}.
 */
export function readJsonObject(bytes: Uint8Array): JsonObject {
  const text = decode(bytes);
  const value = parse(text);
  if (value === null || typeof value !== "object" || isList(value)) throw new NotStrictJson("not a JSON object");
  refuseDuplicateNames(text);
  return value;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes); // ignoreBOM keeps the mark, which JSON.parse then refuses
  } catch {
    throw new NotStrictJson("not UTF-8");
  }
}

function parse(text: string): JsonValue {
  try {
    return JSON.parse(text);
  } catch {
    throw new NotStrictJson("not JSON"); // the parser's message would quote the text, which may hold personal data
  }
}

function isList(value: JsonObject | readonly JsonValue[]): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Walks text that is known to be JSON: there, a string followed by a colon is always a name. */
function refuseDuplicateNames(text: string): void {
  const open: Set<string>[] = [];
  const token = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[{}[\]]/g;
  for (const [found, colon] of text.matchAll(token)) {
    if (found === "{" || found === "[") open.push(new Set());
    else if (found === "}" || found === "]") open.pop();
    else if (colon !== undefined) noteName(open, found.slice(0, -colon.length));
    if (open.length > MAX_DEPTH) throw new NotStrictJson("nested too deeply");
  }
}

function noteName(open: readonly Set<string>[], quoted: string): void {
  const name = String(JSON.parse(quoted)); // "t\u0078amt" and "txamt" are one name
  const names = open.at(-1);
  if (names?.has(name)) throw new NotStrictJson("a name stands twice in one object");
  names?.add(name);
}
