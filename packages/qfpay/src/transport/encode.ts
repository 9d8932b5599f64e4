/** Form encoding, names in the order they are signed: a space is `+`, so `+0800` goes as `%2B0800`. */
export function formBody(params: Readonly<Record<string, string>>): string {
  return new URLSearchParams(Object.entries(params).toSorted(byName)).toString();
}

/** A query string, every name and value percent-encoded exactly once. */
export function queryString(params: Readonly<Record<string, string>>): string {
  return Object.entries(params)
    .toSorted(byName)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join("&");
}

function byName([a]: [string, string], [b]: [string, string]): number {
  return a < b ? -1 : 1;
}
