import { type Currency, currencySchema, decimalsOf } from "@tillbook/domain/money";
import { type Decimal, decimalText, minorExactly, parseDecimal, parseRate, type RowFault } from "@tillbook/domain/settlement";
import type { SettlementDay } from "@tillbook/domain/time";
import { type DateOrder, namedDay } from "./days.ts";

/** A cell that cannot be what its column says. Caught per row, which is then named with its line. */
export class CellFault extends Error {
  readonly column: string;
  readonly reason: RowFault;
  readonly text: string;
  constructor(column: string, reason: RowFault, text: string) {
    super(`${column}: ${reason}`);
    this.name = "CellFault";
    this.column = column;
    this.reason = reason;
    this.text = text;
  }
}

const PLAIN = /^(?:[!-&(-_a-~](?:[ -~]*[!-~])?)?$/; // printable ASCII without outer blanks, backtick or apostrophe in front
const OUTER = /^[\s\u00a0\u200b\u3000\ufeff]+|[\s\u00a0\u200b\u3000\ufeff]+$/g;
const MAX_MINOR = 10n ** 15n;

/** An identifier, enum or number without its wrapping: outer blanks, one leading backtick or apostrophe, full-width forms. Case stays. */
export function cleaned(text: string): string {
  if (PLAIN.test(text)) return text;
  const bare = text.replace(OUTER, "").replace(/^[`']/, "").replace(OUTER, "");
  return bare.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0)).replaceAll("\u3000", " ");
}

/** Free text as it was written, without outer blanks. */
export function freeText(text: string): string {
  return text.trim();
}

/** Remembers the last reading: most columns of a file say the same on every row, and comparing is cheaper than reading. */
export function remembered<T>(read: (text: string) => T): (text: string) => T {
  let last: { text: string; value: T } | null = null;
  return (text) => {
    if (last !== null && last.text === text) return last.value;
    last = { text, value: read(text) };
    return last.value;
  };
}

export function identifier(column: string, text: string, maxLength: number): string | null {
  if (text === "") return null;
  const id = cleaned(text);
  if (id.length > maxLength) throw new CellFault(column, "TOO_LONG", text);
  return id === "" ? null : id;
}

export function required<T>(column: string, value: T | null, text: string): T {
  if (value === null) throw new CellFault(column, "REQUIRED", text);
  return value;
}

/** Spreadsheets put it behind a date that has no time. */
const MIDNIGHT = " 00:00:00";

/** A day as `YYYY-MM-DD`, `YYYY/MM/DD` or `YYYYMMDD`; with an order also `DD/MM/YYYY` or `MM/DD/YYYY`, which is never guessed. */
export function day(column: string, text: string, order: DateOrder = "YMD"): SettlementDay | null {
  const bare = cleaned(text);
  if (bare === "") return null;
  const known = namedDay(bare, order) ?? (bare.endsWith(MIDNIGHT) ? namedDay(bare.slice(0, -MIDNIGHT.length), order) : null);
  if (known === null) throw new CellFault(column, "NOT_A_DATE", text);
  return known.day;
}

/** A moment at UTC+8: a day as above, a blank, `hh:mm:ss`. 24:00:00 is no moment. */
export function moment(column: string, text: string): Date | null {
  if (text === "") return null;
  const plain = text.length === PLAIN_MOMENT ? instantOf(text) : null;
  if (plain !== null) return new Date(plain);
  const bare = cleaned(text);
  if (bare === "") return null;
  const instant = instantOf(bare.replace(/ +/, " "));
  if (instant === null) throw new CellFault(column, "NOT_A_TIME", text);
  return new Date(instant);
}

const CLOCK_LENGTH = 8;
const PLAIN_MOMENT = "YYYY-MM-DD hh:mm:ss".length;

/** The instant of a day, one blank and a time; null for anything else. UTC+8 has no daylight saving. */
function instantOf(text: string): number | null {
  const blank = text.length - CLOCK_LENGTH - 1;
  const seconds = text[blank] === " " ? secondsOf(text, blank + 1) : null;
  const known = seconds === null ? null : namedDay(text.slice(0, blank), "YMD");
  return known === null || seconds === null ? null : known.startsAt + seconds * 1_000;
}

/** A moment at UTC+8 as spreadsheets rewrite it: the day in a given order, one-figure hours, seconds perhaps left out. */
export function looseMoment(column: string, text: string, order: DateOrder): Date | null {
  const bare = cleaned(text);
  if (bare === "") return null;
  const shape = /^(\S+)(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(bare);
  const known = namedDay(shape?.[1] ?? "", order);
  const clock = `${(shape?.[2] ?? "0").padStart(2, "0")}:${shape?.[3] ?? "00"}:${shape?.[4] ?? "00"}`;
  const seconds = secondsOf(clock, 0);
  if (known === null || seconds === null) throw new CellFault(column, "NOT_A_TIME", text);
  return new Date(known.startsAt + seconds * 1_000);
}

const COLON = 58;

/** Seconds since midnight of the `hh:mm:ss` that stands at a place, and ends the text; null for anything else. */
function secondsOf(text: string, at: number): number | null {
  if (at < 0 || text.charCodeAt(at + 2) !== COLON || text.charCodeAt(at + 5) !== COLON) return null;
  const hours = twoFigures(text, at);
  const minutes = twoFigures(text, at + 3);
  const seconds = twoFigures(text, at + 6);
  return hours < 24 && minutes < 60 && seconds < 60 ? hours * 3_600 + minutes * 60 + seconds : null;
}

/** The number that two figures write; 100, which no clock shows, when they are none. */
function twoFigures(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 100;
}

export function currency(column: string, text: string): Currency | null {
  const bare = cleaned(text);
  if (bare === "") return null;
  const parsed = currencySchema.safeParse(bare);
  if (!parsed.success) throw new CellFault(column, "UNKNOWN_CURRENCY", text);
  return parsed.data;
}

/** Minor units of a decimal in major units. Currency signs and thousand separators go; nothing is rounded. */
export function amount(column: string, text: string, of: Currency): bigint | null {
  const plain = plainCents(text);
  if (plain !== null && decimalsOf(of) === 2) return BigInt(plain);
  const bare = withoutDress(cleaned(text));
  if (bare === "") return null;
  const decimal = parseDecimal(bare);
  if (decimal === null) throw new CellFault(column, "NOT_AN_AMOUNT", text);
  return fitting(column, text, decimal, of);
}

const LONGEST_PLAIN = 15; // figures, point and sign of what a float still counts in whole numbers

/** Whole cents of plain `-1234.50`, the spelling of nearly every amount; null for any other. Exact: below 2^53. */
function plainCents(text: string): number | null {
  const point = text.length - 3;
  const from = text.charCodeAt(0) === 45 ? 1 : 0;
  if (point <= from || text.length > LONGEST_PLAIN || text.charCodeAt(point) !== 46) return null;
  let cents = 0;
  for (let at = from; at < text.length; at += 1) {
    const figure = text.charCodeAt(at) - 48;
    if (at !== point && (figure < 0 || figure > 9)) return null;
    if (at !== point) cents = cents * 10 + figure;
  }
  return from === 1 && cents !== 0 ? -cents : cents;
}

function fitting(column: string, text: string, decimal: Decimal, of: Currency): bigint {
  const minor = minorExactly(decimal, decimalsOf(of));
  if (minor === null) throw new CellFault(column, "TOO_MANY_DECIMALS", text);
  if (minor > MAX_MINOR || minor < -MAX_MINOR) throw new CellFault(column, "AMOUNT_TOO_LARGE", text);
  return minor;
}

function withoutDress(text: string): string {
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return text;
  const bare = text.replace("\u2212", "-").replace(/^([+-]?)(?:[A-Z]{0,3}[$¥€£]|¥)\s*/, "$1");
  return /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(bare) ? bare.replaceAll(",", "") : bare;
}

/** A count of rows, such as `20`; providers also print `20.0`. */
export function count(column: string, text: string): number {
  const bare = cleaned(text);
  const shape = /^(\d{1,9})(?:\.0+)?$/.exec(bare);
  if (!shape) throw new CellFault(column, bare === "" ? "REQUIRED" : "NOT_AN_AMOUNT", text);
  return Number(shape[1]);
}

/** A rate in its one spelling, a share of one: `0.80%` is "0.008". */
export function rate(column: string, text: string): string | null {
  const bare = cleaned(text);
  if (bare === "") return null;
  const parsed = parseRate(bare);
  if (parsed === null) throw new CellFault(column, "NOT_A_RATE", text);
  return decimalText(parsed);
}

/** An exchange rate as exact decimal text. */
export function exchangeRate(column: string, text: string): string | null {
  const bare = cleaned(text);
  if (bare === "") return null;
  const parsed = parseDecimal(bare);
  if (parsed === null || parsed.units <= 0n) throw new CellFault(column, "NOT_A_RATE", text);
  return decimalText(parsed);
}
