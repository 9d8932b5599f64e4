import * as fc from "fast-check";
import { AmbiguousParameter, canonicalText, parseCanonical, type SignedParams, signableJson, signForSending } from "../index.ts";

/** How often a law was tried, and on how many of the tries the signer accepted: one that refuses everything would prove nothing. */
export type LawTried = { readonly runs: number; readonly accepted: number };
type Tries = { readonly runs: number; readonly seed?: number | undefined };

const KEY = "SANDBOXKEY00000000000000000000A1";

// biome-ignore format: one line of pieces
const spicy = fc.constantFrom("&", "=", "\n", "\r", "\0", "\u0085", "\u2028", "\ud800", "mchid", "x", "凍", "🍮", " ", "%26", "{", '"', "1");
const anyValue = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.array(spicy, { maxLength: 6 }).map((parts) => parts.join("")),
  fc.webUrl({ withQueryParameters: true }),
  fc.dictionary(fc.string(), fc.string()).map(signableJson),
);
const anyName = fc.oneof(
  fc.constantFrom("txamt", "redirect_uri", "extend_info", "goods_name", "mchid", "sign", "a", "a1", "a_b", "__proto__", "constructor"),
  fc.string({ maxLength: 6 }),
);
const anyParams = fc.dictionary(anyName, anyValue, { maxKeys: 6 });
/** Short values of few pieces, so that two sets are often nearly alike; now and then one that could join two parameters. */
const piece = fc.oneof({ weight: 8, arbitrary: fc.constantFrom("mchid", "x", "a", "b", "1", " ", "凍") }, { weight: 1, arbitrary: spicy });
const nearParams = fc.dictionary(
  fc.constantFrom("a", "b", "mchid"),
  fc.array(piece, { maxLength: 3 }).map((parts) => parts.join("")),
);

/** Every signed text reads back, from its bytes, as the parameters that are sent. Throws with the smallest set that does not. */
export function readsBack({ runs, seed }: Tries): LawTried {
  let accepted = 0;
  const law = fc.property(anyParams, (params) => {
    const signed = attempt(params);
    if (signed === null) return true;
    accepted += 1;
    const text = Buffer.from(canonicalText(signed.params)).toString("utf8");
    return printed(parseCanonical(text)) === printed(signed.params);
  });
  fc.assert(law, { numRuns: runs, ...(seed === undefined ? {} : { seed }) });
  return { runs, accepted };
}

/** Two requests share a text only when they are the same request. Throws with the smallest pair that does not. */
export function tellsApart({ runs, seed }: Tries): LawTried {
  let accepted = 0;
  const law = fc.property(nearParams, nearParams, (one, other) => {
    const [left, right] = [attempt(one), attempt(other)];
    if (left === null || right === null) return true;
    accepted += 1;
    const isSameText = canonicalText(left.params) === canonicalText(right.params);
    return isSameText === (printed(left.params) === printed(right.params)) && (isSameText || left.sign !== right.sign);
  });
  fc.assert(law, { numRuns: runs, ...(seed === undefined ? {} : { seed }) });
  return { runs, accepted };
}

/** Null when the signer refused. */
function attempt(params: Record<string, string>): SignedParams | null {
  try {
    return signForSending(params, KEY, "MD5");
  } catch (refusal) {
    if (refusal instanceof AmbiguousParameter) return null;
    throw refusal;
  }
}

function printed(params: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(params).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
