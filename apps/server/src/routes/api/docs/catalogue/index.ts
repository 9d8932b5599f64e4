import type { Lang } from "@tillbook/pay";
import { HANS } from "./zh-hans/index.ts";
import { HANT } from "./zh-hant/index.ts";

/** Texts under names; a name may hold further ones. */
type Texts = { readonly [name: string]: string | Texts };

/**
 * What the document says in English, in our other languages. Keys are the document's own names: `operations.<operationId>.<part>`,
 * `parameters.<operationId>.<name>`, `fields.<Schema>.<path>`; `*` in place of the owner serves wherever the same is said of it.
 */
export const CATALOGUES: Readonly<Record<Exclude<Lang, "en">, ReadonlyMap<string, string>>> = {
  "zh-Hant": new Map(HANT.flatMap((part) => [...flat(part)])),
  "zh-Hans": new Map(HANS.flatMap((part) => [...flat(part)])),
};

function flat(texts: Texts, before = ""): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([name, each]): [string, string][] =>
      typeof each === "string" ? [[before + name, each]] : [...flat(each, `${before}${name}.`)],
    ),
  );
}
