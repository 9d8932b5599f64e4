import { type Currency, currencySchema, decimalsOf } from "@tillbook/domain/money";
import { type Decimal, decimalText, minorExactly, parseDecimal, parseRate, type RowFault } from "@tillbook/domain/settlement";
import { MIDNIGHT, type SettlementDay, settlementDayBounds, settlementDaySchema } from "@tillbook/domain/time";

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

export function identifier(column: string, text: string, maxLength: number): string | null {
  const id = cleaned(text);
  if (id.length > maxLength) throw new CellFault(column, "TOO_LONG", text);
  return id === "" ? null : id;
}

export function required<T>(column: string, value: T | null, text: string): T {
  if (value === null) throw new CellFault(column, "REQUIRED", text);
  return value;
}

/** A day as `YYYY-MM-DD`, `YYYY/MM/DD` or `YYYYMMDD`; never a form in which day and month could change places. */
export function day(column: string, text: string): SettlementDay | null {
  const bare = cleaned(text);
  if (bare === "") return null;
  const known = dayNamed(bare);
  if (known === null) throw new CellFault(column, "NOT_A_DATE", text);
  return known.day;
}

/** A moment at UTC+8: a day as above, a blank, `hh:mm:ss`. 24:00:00 is no moment. */
export function moment(column: string, text: string): Date | null {
  const bare = cleaned(text);
  if (bare === "") return null;
  const shape = /^(\S+) +([01]\d|2[0-3]):([0-5]\d):([0-5]\d)$/.exec(bare);
  const known = dayNamed(shape?.[1] ?? "");
  if (!shape || known === null) throw new CellFault(column, "NOT_A_TIME", text);
  return new Date(known.startsAt + (Number(shape[2]) * 3_600 + Number(shape[3]) * 60 + Number(shape[4])) * 1_000); // UTC+8 has no daylight saving
}

type NamedDay = { readonly day: SettlementDay; readonly startsAt: number };

// A file names few days on many rows, and reading one is the dearest part of a row.
const daysNamed = new Map<string, NamedDay | null>();
const MOST_REMEMBERED = 1_000;

function dayNamed(text: string): NamedDay | null {
  const remembered = daysNamed.get(text);
  if (remembered !== undefined) return remembered;
  const shape = /^(\d{4})(-|\/|)(\d{2})\2(\d{2})$/.exec(text);
  const parsed = settlementDaySchema.safeParse(shape ? `${shape[1]}-${shape[3]}-${shape[4]}` : text);
  const isOfOurTime = parsed.success && parsed.data >= "2000-01-01" && parsed.data <= "2099-12-31";
  const known = isOfOurTime ? { day: parsed.data, startsAt: settlementDayBounds(parsed.data, MIDNIGHT).from.getTime() } : null;
  if (daysNamed.size >= MOST_REMEMBERED) daysNamed.clear();
  daysNamed.set(text, known);
  return known;
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
  const bare = withoutDress(cleaned(text));
  if (bare === "") return null;
  const decimal = parseDecimal(bare);
  if (decimal === null) throw new CellFault(column, "NOT_AN_AMOUNT", text);
  return fitting(column, text, decimal, of);
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
