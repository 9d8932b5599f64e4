const WIRE_TIME = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;
const OFFSET_MS = 8 * 3_600_000; // QFPay's times are UTC+8, which has no daylight saving. docs/qfpay.md#times

/** An instant as QFPay writes it: `YYYY-MM-DD hh:mm:ss`, wall clock at UTC+8, whole seconds. */
export function toWireTime(instant: Date): string {
  return new Date(instant.getTime() + OFFSET_MS).toISOString().slice(0, 19).replace("T", " ");
}

/** Reads `YYYY-MM-DD hh:mm:ss` at UTC+8; undefined when it is malformed or no real time (30 February, 24:00:00). */
export function readWireTime(text: string): Date | undefined {
  if (!WIRE_TIME.test(text)) return undefined;
  const instant = new Date(`${text.replace(" ", "T")}+08:00`);
  return Number.isNaN(instant.getTime()) || toWireTime(instant) !== text ? undefined : instant;
}

/** The instant without its fraction of a second, since the wire carries none. */
export function toWholeSecond(instant: Date): Date {
  return new Date(Math.floor(instant.getTime() / 1000) * 1000);
}

/** First instant of the UTC+8 calendar month of `instant`, and of the month after it. */
export function monthOf(instant: Date): { readonly from: Date; readonly until: Date } {
  const [year = 0, month = 1] = toWireTime(instant)
    .split("-")
    .map((part) => Number.parseInt(part, 10));
  return { from: new Date(Date.UTC(year, month - 1, 1) - OFFSET_MS), until: new Date(Date.UTC(year, month, 1) - OFFSET_MS) };
}
