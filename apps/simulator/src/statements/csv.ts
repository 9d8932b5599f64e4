/** One row of RFC 4180 text, without its line end. */
export function csvRow(cells: readonly string[]): string {
  return cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",");
}

/** Minor units as a decimal of major units: -800n HKD is `-8.00`, 1050n JPY is `1050`. */
export function majorUnits(minor: bigint, currency: string): string {
  const decimals = currency === "JPY" ? 0 : 2; // QFPay counts yen in whole yen, everything else in hundredths
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, "0");
  const sign = minor < 0n ? "-" : "";
  return decimals === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
