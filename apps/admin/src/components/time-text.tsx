import { useLocale } from "use-intl";

/** UTC+8 without daylight saving; POSIX turns the sign round. */
const ZONE = "Etc/GMT-8";
const STYLES = {
  full: { year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
  minute: { year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  short: { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  date: { month: "short", day: "numeric" },
  clock: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export type TimeStyle = keyof typeof STYLES;

/** An instant (ISO text) as wall-clock time at UTC+8, with the zone written behind it. */
export function TimeText({ at, style = "minute" }: { at: string; style?: TimeStyle }) {
  const locale = useLocale();
  return (
    <time className="tb-number" dateTime={at}>
      {timeWords(at, style, locale)} <small className="tb-zone">UTC+8</small>
    </time>
  );
}

/** A calendar or settlement day `YYYY-MM-DD`, in words. It is a day at UTC+8 already, so no zone may shift it. */
export function DayText({ day, weekday = false }: { day: string; weekday?: boolean }) {
  const locale = useLocale();
  return (
    <time className="tb-number" dateTime={day}>
      {dayWords(day, locale, weekday)}
    </time>
  );
}

/** {@link TimeText} as plain text without the zone, for labels that name it elsewhere. */
export function timeWords(at: string, style: TimeStyle, locale: string): string {
  return new Intl.DateTimeFormat(locale, { ...STYLES[style], timeZone: ZONE }).format(new Date(at));
}

export function dayWords(day: string, locale: string, weekday = false): string {
  const shape: Intl.DateTimeFormatOptions = {
    year: "numeric",
    month: "short",
    day: "numeric",
    timeZone: "UTC",
    ...(weekday ? { weekday: "short" } : {}),
  };
  return new Intl.DateTimeFormat(locale, shape).format(new Date(`${day}T00:00:00Z`));
}

/** A month `YYYY-MM`, in words. */
export function monthWords(month: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { year: "numeric", month: "long", timeZone: "UTC" }).format(new Date(`${month}-01T00:00:00Z`));
}
