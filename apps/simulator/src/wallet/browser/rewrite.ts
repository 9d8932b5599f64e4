const ADDRESS_IN_MARKUP = /(\b(?:href|src|action|formaction)\s*=\s*)(["'])(https?:\/\/[^"'\s]+)\2/gi;
const ADDRESS_IN_REFRESH = /(content\s*=\s*["']\s*\d+\s*;\s*url=)(https?:\/\/[^"'\s]+)/gi;
const ORIGIN_IN_POLICY = /https?:\/\/[^\s;,']+/gi;

// What keeps a page out of a frame, or would send the frame elsewhere. The rest of a page's policy is left in force.
const DROPPED_DIRECTIVES = ["frame-ancestors", "upgrade-insecure-requests", "report-uri", "report-to"];

/** Where an absolute address leads inside the phone's browser; undefined leaves it as it is. */
export type Translate = (address: string) => string | undefined;

/** Absolute addresses that a page's markup leads to. */
export function addressesIn(markup: string): readonly string[] {
  return [...markup.matchAll(ADDRESS_IN_MARKUP), ...markup.matchAll(ADDRESS_IN_REFRESH)].map((match) =>
    unescaped(match[3] ?? match[2] ?? ""),
  );
}

/** The page with its links and forms kept inside the phone's browser. Texts and scripts stay as they are. */
export function rewriteMarkup(markup: string, translate: Translate): string {
  return markup
    .replace(ADDRESS_IN_MARKUP, (all, before: string, quote: string, address: string) => {
      const translated = translate(unescaped(address));
      return translated === undefined ? all : `${before}${quote}${translated.replaceAll("&", "&amp;")}${quote}`;
    })
    .replace(ADDRESS_IN_REFRESH, (all, before: string, address: string) => {
      const translated = translate(unescaped(address));
      return translated === undefined ? all : `${before}${translated.replaceAll("&", "&amp;")}`;
    });
}

/** A Content-Security-Policy that allows the same places at their addresses inside the phone's browser. */
export function rewritePolicy(policy: string, translate: Translate): string {
  return policy
    .split(";")
    .map((directive) => directive.trim())
    .filter((directive) => directive !== "" && !DROPPED_DIRECTIVES.includes(directive.split(/\s/)[0]?.toLowerCase() ?? ""))
    .map((directive) => directive.replace(ORIGIN_IN_POLICY, (origin) => translate(origin) ?? origin))
    .join("; ");
}

/** Origins that a policy names. */
export function originsIn(policy: string): readonly string[] {
  return policy.match(ORIGIN_IN_POLICY) ?? [];
}

/** The title of a page, as text. */
export function titleOf(markup: string): string {
  return unescaped(/<title[^>]*>([^<]*)<\/title>/i.exec(markup)?.[1]?.trim() ?? "");
}

function unescaped(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
}
