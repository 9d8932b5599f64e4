import { namedDay } from "../days.ts";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DATE_TOKENS: Readonly<Record<string, string>> = {
  YYYY: "(?<year>\\d{4})",
  MMM: "(?<name>[A-Za-z]{3})",
  MM: "(?<month>\\d{2})",
  M: "(?<month>\\d{1,2})",
  DD: "(?<day>\\d{2})",
  D: "(?<day>\\d{1,2})",
};
const TIME_TOKENS: Readonly<Record<string, string>> = {
  HH: "(?<hours>\\d{2})",
  H: "(?<hours>\\d{1,2})",
  hh: "(?<half>\\d{2})",
  h: "(?<half>\\d{1,2})",
  mm: "(?<minutes>\\d{2})",
  ss: "(?<seconds>\\d{2})",
  " A": " ?(?<noon>[AaPp])[Mm]",
};

/** Reads the day at the start of a text by a format such as `DD/MM/YYYY`: the day as `YYYY-MM-DD`, and what stands behind it. */
export function dateReader(format: string): (text: string) => { day: string; rest: string } | null {
  const shape = new RegExp(`^${patternOf(format, /YYYY|MMM|MM|M|DD|D/g, DATE_TOKENS)}(?<rest>[ T].*)?$`);
  return (text) => {
    const found = shape.exec(text)?.groups;
    if (!found) return null;
    const named = MONTHS.indexOf((found.name ?? "").toLowerCase()) + 1;
    const month = found.month ?? String(named);
    const known = namedDay(`${found.year}-${month.padStart(2, "0")}-${(found.day ?? "").padStart(2, "0")}`, "YMD");
    return known && { day: known.day, rest: (found.rest ?? "").slice(1).trim() };
  };
}

/** Reads a time of day by a format such as `HH:mm:ss` or `h:mm A`: as `hh:mm:ss`, or null. */
export function timeReader(format: string): (text: string) => string | null {
  const shape = new RegExp(`^${patternOf(format, /HH|H|hh|h|mm|ss| A/g, TIME_TOKENS)}$`);
  return (text) => {
    const found = shape.exec(text)?.groups;
    if (!found) return null;
    const hours = found.half === undefined ? Number(found.hours) : halfDay(Number(found.half), found.noon ?? "A");
    const [minutes, seconds] = [Number(found.minutes), Number(found.seconds ?? 0)];
    if (hours > 23 || minutes > 59 || seconds > 59) return null;
    return [hours, minutes, seconds].map((part) => String(part).padStart(2, "0")).join(":");
  };
}

/** 12 AM is midnight and 12 PM noon. An hour that no such clock shows is beyond the day. */
function halfDay(hours: number, noon: string): number {
  if (hours < 1 || hours > 12) return 24;
  return (hours % 12) + (noon.toUpperCase() === "P" ? 12 : 0);
}

function patternOf(format: string, tokens: RegExp, patterns: Readonly<Record<string, string>>): string {
  return format.replace(/[.]/g, "\\.").replace(tokens, (token) => patterns[token] ?? token);
}

/** Formats with figures only that a date may be in when nobody said so. */
const FIGURES = /^(\d{1,2})([-/.])(\d{1,2})\2\d{4}(?:[ T].*)?$/;

/**
 * Finds out from many dates whether the day or the month comes first.
 * `13/02/2026` tells; `03/04/2026` does not, and then nobody guesses: the order of money's days is not for us to choose.
 */
export function dateEvidence() {
  let dayFirst = false;
  let monthFirst = false;
  let separator = "/";
  let isNeeded = false;
  return {
    /** Answers whether the order is known now. */
    see(text: string): boolean {
      const shape = FIGURES.exec(text.trim());
      if (!shape) return false;
      isNeeded = true;
      separator = shape[2] ?? "/";
      if (Number(shape[1]) > 12) dayFirst = true;
      if (Number(shape[3]) > 12) monthFirst = true;
      return dayFirst || monthFirst;
    },
    /** The format; "YYYY-MM-DD" when no date needs an order; null while it is not certain. */
    format(): string | null {
      if (!isNeeded) return "YYYY-MM-DD";
      if (dayFirst === monthFirst) return null;
      return (dayFirst ? ["D", "M", "YYYY"] : ["M", "D", "YYYY"]).join(separator);
    },
  };
}
