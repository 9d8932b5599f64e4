import { z } from "zod";

const OFFSET_MS = 8 * 60 * 60 * 1000;

/** QFPay's `YYYY-MM-DD hh:mm:ss`, wall-clock at UTC+8 with no zone written, checked to be a real moment. */
export const wireTimeSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/)
  .refine((text) => isRealMoment(text))
  .brand<"WireTime">();
export type WireTime = z.infer<typeof wireTimeSchema>;

function isRealMoment(text: string): boolean {
  const at = new Date(`${text.replace(" ", "T")}+08:00`);
  return !Number.isNaN(at.getTime()) && wallClock(at) === text; // 24:00:00 and 30 February do not survive the round trip
}

function wallClock(at: Date): string {
  return new Date(at.getTime() + OFFSET_MS).toISOString().slice(0, 19).replace("T", " ");
}

/** Reads QFPay's wall-clock text (UTC+8) as an instant. */
export function instantFromWire(text: WireTime): Date {
  return new Date(`${text.replace(" ", "T")}+08:00`);
}

/** Writes an instant as QFPay does: wall-clock at UTC+8, whole seconds, no zone. */
export function wireFromInstant(at: Date): WireTime {
  return wireTimeSchema.parse(wallClock(at));
}
