/** Reads the part of an address behind `?`. Every value stays text: an order number of digits is no number, and nothing is JSON. */
export function readSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

/** Writes search params for the address, `?` included; what is undefined is left out. Commas and colons stay readable. */
export function writeSearch(search: Record<string, unknown>): string {
  const pairs = Object.entries(search).flatMap(([key, value]) => (typeof value === "string" ? [[key, value]] : []));
  const text = new URLSearchParams(pairs).toString().replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%2F", "/");
  return text === "" ? "" : `?${text}`;
}
