import { wireTime } from "../fields/index.ts";

/** A stretch of `sysdtm`, both ends included, within one calendar month at UTC+8. */
export type EnquiryWindow = { readonly startTime: Date; readonly endTime: Date };

const SECOND_MS = 1_000;

/**
 * Cuts [from, until) into windows that QFPay answers: one per calendar month at UTC+8, whole seconds, no gap and no overlap.
 * Empty when `until` is not after `from`.
 */
export function monthWindows(from: Date, until: Date): EnquiryWindow[] {
  const windows: EnquiryWindow[] = [];
  let start = Math.floor(from.getTime() / SECOND_MS) * SECOND_MS;
  const end = Math.ceil(until.getTime() / SECOND_MS) * SECOND_MS;
  while (start < end) {
    const next = Math.min(end, nextMonth(new Date(start)));
    windows.push({ startTime: new Date(start), endTime: new Date(next - SECOND_MS) });
    start = next;
  }
  return windows;
}

function nextMonth(at: Date): number {
  const [year, month] = wireTime(at).split("-").map(Number);
  const isDecember = month === 12;
  const text = `${(year ?? 0) + (isDecember ? 1 : 0)}-${String(isDecember ? 1 : (month ?? 0) + 1).padStart(2, "0")}`;
  return Date.parse(`${text}-01T00:00:00+08:00`);
}
