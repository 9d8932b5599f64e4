import { countForged } from "@tillbook/db/notifications";
import type { Context } from "../context/index.ts";

const MINUTE_MS = 60_000;

/** So many forged notifications are kept in a minute and in a day; a true one is always kept. */
const KEPT = [
  { lengthMs: MINUTE_MS, most: 60 },
  { lengthMs: 24 * 60 * MINUTE_MS, most: 1_000 },
] as const;

/** Counts forged notifications, and says of each whether there is room to keep it: a flood must not fill the disk. */
export type ForgedIntake = {
  /** True when this one is to be kept; it is counted in any case. */
  takes(at: Date): boolean;
};

/** Every server instance has rooms of its own; the count of all is in the database, written one statement at a time. */
export function createForgedIntake({ db, log }: Pick<Context, "db" | "log">): ForgedIntake {
  const rooms = KEPT.map((size) => ({ ...size, begin: Number.NaN, taken: 0 }));
  const uncounted = new Map<number, number>();
  let isCounting = false;

  async function count(): Promise<void> {
    if (isCounting) return;
    isCounting = true;
    try {
      for (const [minute, forged] of uncounted) {
        uncounted.delete(minute);
        await countForged(db.read.sql, new Date(minute), forged).catch((error: unknown) => {
          uncounted.set(minute, (uncounted.get(minute) ?? 0) + forged);
          throw error;
        });
      }
    } catch (error) {
      log.warn({ err: error }, "forged notifications could not be counted yet");
    } finally {
      isCounting = false;
    }
  }

  return {
    takes(at) {
      const minute = beginOf(at, MINUTE_MS);
      uncounted.set(minute, (uncounted.get(minute) ?? 0) + 1);
      void count();
      for (const room of rooms) {
        const begin = beginOf(at, room.lengthMs);
        if (begin !== room.begin) Object.assign(room, { begin, taken: 0 });
      }
      if (rooms.some((room) => room.taken >= room.most)) return false;
      for (const room of rooms) room.taken += 1;
      return true;
    },
  };
}

function beginOf(at: Date, lengthMs: number): number {
  return Math.floor(at.getTime() / lengthMs) * lengthMs;
}
