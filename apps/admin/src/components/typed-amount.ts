/** The text after one more key: no second point, no more decimals than the currency has, no leading zeros, at most ten characters. */
export function typed(value: string, key: string, decimals: number): string {
  const [whole = "", fraction] = value.split(".");
  if (key === ".") return decimals === 0 || fraction !== undefined ? value : `${whole === "" ? "0" : whole}.`;
  if (fraction !== undefined) return fraction.length + key.length > decimals ? value : value + key;
  const next = (whole + key).replace(/^0+(?=\d)/, "");
  return next.length > 10 ? value : next;
}
