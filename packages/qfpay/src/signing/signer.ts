import { canonicalText, digest, type SignType } from "./digest.ts";

/** A parameter that would let two different requests share one signature. `field` is the wire name. */
export class AmbiguousParameter extends Error {
  readonly field: string;

  constructor(field: string, why: string) {
    super(`parameter ${field} cannot be signed unambiguously: ${why}`);
    this.name = "AmbiguousParameter";
    this.field = field;
  }
}

/** What may be sent: exactly the parameters that were signed, and their digest. */
export type SignedParams = { readonly params: Readonly<Record<string, string>>; readonly sign: string };

/**
 * Signs parameters for sending. Values are not escaped in the signed text, so `x&mchid=Y` as a goods name would sign like
 * two parameters; such values are refused. Empty and undefined values are dropped, and so not sent either.
 * Throws {@link AmbiguousParameter}. docs/qfpay.md#signature
 */
export function signForSending(params: Readonly<Record<string, string | undefined>>, key: string, signType: SignType): SignedParams {
  const kept: Record<string, string> = Object.create(null); // without prototype: "__proto__" is a name like any other
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined || value === "") continue;
    refuseAmbiguous(name, value);
    kept[name] = value;
  }
  return { params: kept, sign: digest(canonicalText(kept), key, signType) };
}

function refuseAmbiguous(name: string, value: string): void {
  if (!/^[a-z0-9_]+$/.test(name)) throw new AmbiguousParameter(name, "names are lower-case ASCII letters, digits and _");
  if (name === "sign") throw new AmbiguousParameter(name, "the digest does not sign itself");
  if (!value.isWellFormed()) throw new AmbiguousParameter(name, "half a surrogate pair has no UTF-8 form of its own");
  if (/[\p{Cc}\u2028\u2029]/u.test(value)) throw new AmbiguousParameter(name, "control characters and line breaks");
  if (value.includes("&")) throw new AmbiguousParameter(name, "& separates parameters");
  if (name === "redirect_uri") refuseForeignUrl(name, value);
  else if (value.includes("=")) throw new AmbiguousParameter(name, "= separates names from values");
  if (name === "extend_info") refuseForeignJson(name, value);
  if (name === "txamt" && !/^[1-9]\d*$/.test(value)) throw new AmbiguousParameter(name, "digits only");
}

/** `redirect_uri` alone may hold `=`, in a query of one parameter. It is built from parts: a pasted address rarely reads back as itself. */
function refuseForeignUrl(name: string, value: string): void {
  const url = URL.parse(value);
  const isOurs = url !== null && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "" && url.href === value;
  if (!isOurs) throw new AmbiguousParameter(name, "not an address built from parts");
}

function refuseForeignJson(name: string, value: string): void {
  if (!value.startsWith("{") || reprinted(value) !== value) throw new AmbiguousParameter(name, "not JSON built from parts");
}

function reprinted(text: string): string | null {
  try {
    return signableJson(JSON.parse(text));
  } catch {
    return null;
  }
}

/** JSON in ASCII without spaces, with `&`, `=` and all beyond ASCII as `\uXXXX`: one text per meaning, safe to sign. */
export function signableJson(value: unknown): string {
  return JSON.stringify(value).replace(/[&=\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
