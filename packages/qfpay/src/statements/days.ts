import { MIDNIGHT, type SettlementDay, settlementDayBounds, settlementDaySchema } from "@tillbook/domain/time";

/** In which order a date names year, month and day. Years first is unmistakable; the other two are never guessed. */
export type DateOrder = "YMD" | "DMY" | "MDY";

/** A calendar day with its first instant at UTC+8. */
export type NamedDay = { readonly day: SettlementDay; readonly startsAt: number };

const MOST_REMEMBERED = 1_000;
const SHAPES: Readonly<Record<Exclude<DateOrder, "YMD">, RegExp>> = {
  DMY: /^(?<d>\d{1,2})([-/.])(?<m>\d{1,2})\2(?<y>\d{4})$/,
  MDY: /^(?<m>\d{1,2})([-/.])(?<d>\d{1,2})\2(?<y>\d{4})$/,
};

// A file names few days on many rows, and reading one is the dearest part of a row.
const remembered: Record<DateOrder, Map<string, NamedDay | null>> = { YMD: new Map(), DMY: new Map(), MDY: new Map() };
const last: Record<DateOrder, { text: string; day: NamedDay | null }> = {
  YMD: { text: "", day: null },
  DMY: { text: "", day: null },
  MDY: { text: "", day: null },
};

/** The day that a text names: `YYYY-MM-DD`, `YYYY/MM/DD`, `YYYYMMDD`, or as the order says. Null when it names none of our time. */
export function namedDay(text: string, order: DateOrder): NamedDay | null {
  const before = last[order];
  if (before.text === text) return before.day;
  const known = remembered[order].get(text);
  const day = known === undefined ? read(text, order) : known;
  last[order] = { text, day };
  return day;
}

function read(text: string, order: DateOrder): NamedDay | null {
  const day = dayOf(isoText(text, order));
  const days = remembered[order];
  if (days.size >= MOST_REMEMBERED) days.clear();
  days.set(text, day);
  return day;
}

function isoText(text: string, order: DateOrder): string {
  const byYear = /^(\d{4})(-|\/|)(\d{2})\2(\d{2})$/.exec(text);
  if (byYear) return `${byYear[1]}-${byYear[3]}-${byYear[4]}`;
  const parts = order === "YMD" ? undefined : SHAPES[order].exec(text)?.groups;
  return parts ? `${parts.y}-${parts.m?.padStart(2, "0")}-${parts.d?.padStart(2, "0")}` : text;
}

/** The day of `YYYY-MM-DD`; null for what is no day of our time. */
export function dayOf(iso: string): NamedDay | null {
  const parsed = settlementDaySchema.safeParse(iso);
  const isOfOurTime = parsed.success && parsed.data >= "2000-01-01" && parsed.data <= "2099-12-31";
  return isOfOurTime ? { day: parsed.data, startsAt: settlementDayBounds(parsed.data, MIDNIGHT).from.getTime() } : null;
}

/** The calendar day at UTC+8 of an instant. */
export function dayAt(instant: Date): SettlementDay {
  const day = namedDay(new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 10), "YMD");
  if (day === null) throw new Error(`no day of our time: ${instant.toISOString()}`);
  return day.day;
}
