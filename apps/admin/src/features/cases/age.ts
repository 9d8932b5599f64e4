const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long something has waited, in the largest whole unit. */
export type Age = { unit: "now" | "minutes" | "hours" | "days"; count: number };

/** The time from an instant (ISO text) until `now`, rounded down; nothing that a phone's wrong clock puts in the future. */
export function ageOf(at: string, now: Date): Age {
  const ms = now.getTime() - Date.parse(at);
  if (ms < MINUTE) return { unit: "now", count: 0 };
  if (ms < HOUR) return { unit: "minutes", count: Math.floor(ms / MINUTE) };
  return ms < DAY ? { unit: "hours", count: Math.floor(ms / HOUR) } : { unit: "days", count: Math.floor(ms / DAY) };
}
