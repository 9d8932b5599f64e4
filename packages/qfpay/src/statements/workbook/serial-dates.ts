import type { NumberKind } from "./date-formats.ts";

const DAY_MS = 86_400_000;
/** Day 0 of the 1900 system, whose 29 February 1900 never was: right from 1 March 1900 on. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
const LAST_SERIAL = 2_958_465; // 31 December 9999

/**
 * A date cell as text: `YYYY-MM-DD`, `YYYY-MM-DD hh:mm:ss` or `hh:mm:ss`, as its format shows it. Null when the number is no date.
 * @param is1904 whether the workbook counts from 1904
 */
export function dateText(serial: number, kind: Exclude<NumberKind, "number">, is1904: boolean): string | null {
  if (!(serial >= 0 && serial <= LAST_SERIAL)) return null;
  const seconds = Math.round(serial * 86_400); // a day's fraction is a float: 12:00:01 is 0.500011574…
  const at = new Date((is1904 ? EPOCH_1904 : EPOCH_1900) + seconds * 1_000);
  const [day = "", clock = ""] = at.toISOString().slice(0, 19).split("T");
  if (kind === "time" && serial < 1) return clock;
  const isWholeDay = (seconds * 1_000) % DAY_MS === 0;
  return kind === "date" && isWholeDay ? day : `${day} ${clock}`;
}

/** A number as a spreadsheet shows it: fifteen figures, which is all it holds, without an exponent. The text itself when it is none. */
export function numberText(stored: string): string {
  if (/^-?\d{1,15}$/.test(stored) || /^-?\d{1,9}\.\d{1,5}$/.test(stored)) return stored;
  const value = Number(stored);
  if (!Number.isFinite(value)) return stored;
  const [figures = "", exponent = "0"] = value.toExponential(14).split("e");
  const digits = figures.replace("-", "").replace(".", "");
  const point = Number(exponent) + 1;
  const padded = point <= 0 ? `${"0".repeat(1 - point)}${digits}` : digits.padEnd(point, "0");
  const whole = padded.slice(0, Math.max(point, 1));
  const fraction = padded.slice(Math.max(point, 1)).replace(/0+$/, "");
  return `${value < 0 ? "-" : ""}${whole}${fraction && `.${fraction}`}`;
}
