/**
 * Reads a signed text back into parameters: the inverse of `canonicalText` on everything that `signForSending` accepts,
 * which proves that no two accepted requests share a text.
 */
export function parseCanonical(text: string): Record<string, string> {
  const params: Record<string, string> = Object.create(null);
  if (text === "") return params;
  for (const pair of text.split("&")) {
    const end = pair.indexOf("=");
    params[pair.slice(0, end)] = pair.slice(end + 1);
  }
  return params;
}
