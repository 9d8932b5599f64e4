import { readBooks, unknownHere } from "./books.ts";
import type { House } from "./house.ts";
import { pause } from "./patiently.ts";

const LOOK_EVERY_MS = 250;

/** Watches how long money that moved at QFPay stays unknown here while a server runs. */
export type Recovery = {
  /** In milliseconds of the house's clock with a server listening, for each movement that was unknown when somebody looked. */
  figures(): { p50: number; p100: number; count: number };
  stop(): Promise<void>;
};

/** Begins to look, four times a second: a movement that is known within that time is no figure. */
export function watchRecovery(house: House): Recovery {
  const firstSeen = new Map<string, number>();
  const took: number[] = [];
  let isOver = false;
  async function look(): Promise<void> {
    const unknown = unknownHere(await readBooks(house));
    const now = house.uptimeMs();
    for (const syssn of unknown.keys()) if (!firstSeen.has(syssn)) firstSeen.set(syssn, now);
    for (const [syssn, since] of firstSeen) {
      if (unknown.has(syssn)) continue;
      took.push(now - since);
      firstSeen.delete(syssn);
    }
  }
  async function watch(): Promise<void> {
    while (!isOver) {
      await look();
      await pause(LOOK_EVERY_MS);
    }
  }
  const watching = watch();
  return {
    figures() {
      const sorted = took.toSorted((a, b) => a - b);
      const at = (share: number): number => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
      return { p50: at(0.5), p100: at(1), count: sorted.length };
    },
    async stop() {
      isOver = true;
      await watching;
    },
  };
}

/** Waits until all money is known and nothing of ours hangs in the air, `withinMs` of the house's clock at most. Answers how long it took, or null. */
export async function untilQuiet(house: House, withinMs: number): Promise<number | null> {
  const since = house.uptimeMs();
  for (;;) {
    const took = house.uptimeMs() - since;
    if (await isQuiet(house)) return took;
    if (took > withinMs) return null;
    await pause(LOOK_EVERY_MS);
  }
}

/** Nothing is on its way to QFPay, and what QFPay knows we know. A code that waits for its customer is rest enough. */
async function isQuiet(house: House): Promise<boolean> {
  const moving = await house.db.read.sql(
    `SELECT 1 FROM "Payment" WHERE "state" = 'submitted'
     UNION ALL SELECT 1 FROM "Refund" WHERE "state" IN ('queued', 'submitted', 'processing') LIMIT 1`,
  );
  return moving.length === 0 && unknownHere(await readBooks(house)).size === 0;
}
