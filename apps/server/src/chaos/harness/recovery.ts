import { readBooks, unknownHere } from "./books.ts";
import type { House } from "./house.ts";
import { pause } from "./patiently.ts";

const LOOK_EVERY_MS = 250;

/** Watches how long money that moved at QFPay stays unknown here while a server runs. */
export type Recovery = {
  /** In milliseconds of the house's clock with a server listening, for each movement that was unknown when somebody looked. */
  figures(): { p50: number; p100: number; slowest: string };
  stop(): Promise<void>;
};

/** Begins to look, four times a second: a movement that is known within that time is no figure. */
export function watchRecovery(house: House): Recovery {
  const firstSeen = new Map<string, { readonly at: number; readonly what: string }>();
  const took: { readonly ms: number; readonly what: string }[] = [];
  let isOver = false;
  async function look(): Promise<void> {
    const unknown = unknownHere(await readBooks(house));
    const now = house.uptimeMs();
    for (const [syssn, row] of unknown)
      if (!firstSeen.has(syssn)) firstSeen.set(syssn, { at: now, what: `${row.kind} ${row.out_trade_no}` });
    for (const [syssn, { at, what }] of firstSeen) {
      if (unknown.has(syssn)) continue;
      took.push({ ms: Math.round(now - at), what });
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
      const sorted = took.toSorted((a, b) => a.ms - b.ms);
      return {
        p50: sorted[Math.floor(sorted.length / 2)]?.ms ?? 0,
        p100: sorted.at(-1)?.ms ?? 0,
        slowest: sorted.at(-1)?.what ?? "nothing",
      };
    },
    async stop() {
      isOver = true;
      await watching;
    },
  };
}

/** How long it took to come to rest, in milliseconds of the house's clock, and what still moved when the patience was over. */
export type Rest = { readonly tookMs: number; readonly restless: readonly string[] };

/**
 * Waits until all money is known and nothing of ours hangs in the air, `withinMs` of the house's clock at most. Refunds that wait for
 * another hour of the day, or longer because they were lost on the way before, are not waited for but told that their time has come.
 */
export async function untilQuiet(house: House, withinMs: number): Promise<Rest> {
  const since = house.uptimeMs();
  await house.db.read.sql(`UPDATE "Refund" SET "nextSendAt" = $1 WHERE "waitsBecause" IS NOT NULL AND "nextSendAt" > $1`, [house.now()]);
  for (;;) {
    const tookMs = Math.round(house.uptimeMs() - since);
    const restless = await whatMoves(house);
    if (restless.length === 0 || tookMs > withinMs) return { tookMs, restless };
    await pause(LOOK_EVERY_MS);
  }
}

/** What is on its way to QFPay, and what QFPay knows and we do not. A code that waits for its customer is rest enough. */
async function whatMoves(house: House): Promise<string[]> {
  const rows = await house.db.read.sql<{ what: string }>(
    `SELECT format('payment %s is %s (%s), asked %s times, next at %s', "outTradeNo", "state", "respcd", "enquiries", "nextEnquiryAt") AS "what"
       FROM "Payment" WHERE "state" = 'submitted'
     UNION ALL SELECT format('refund %s is %s (%s), sent %s times, next at %s because %s, asked %s times, next at %s', "outTradeNo", "state", "respcd",
         "sends", "nextSendAt", "waitsBecause", "enquiries", "nextEnquiryAt")
       FROM "Refund" WHERE "state" IN ('queued', 'submitted', 'processing')`,
  );
  const unknown = unknownHere(await readBooks(house));
  return [...rows.map(({ what }) => what), ...[...unknown.values()].map((row) => `${row.kind} ${row.out_trade_no} is not known here`)];
}
