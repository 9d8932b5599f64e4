import { readBooks, unknownHere } from "./books.ts";
import { historyOf } from "./history.ts";
import type { House } from "./house.ts";
import { pause } from "./patiently.ts";

const LOOK_EVERY_MS = 200;

/** How long one movement of money stayed unknown here, in milliseconds of the house's clock with a server listening. */
export type Recovered = { readonly ms: number; readonly outTradeNo: string };

/**
 * Takes what is unknown here now, while the server listens and QFPay can be reached again, and waits until it is known, `withinMs`
 * of the house's clock at most.
 */
export async function recover(house: House, withinMs: number): Promise<Recovered[]> {
  await house.servers.up();
  const waiting = unknownHere(await readBooks(house));
  const since = house.uptimeMs();
  const recovered: Recovered[] = [];
  for (;;) {
    const unknown = waiting.size === 0 ? waiting : unknownHere(await readBooks(house));
    const ms = Math.round(house.uptimeMs() - since);
    for (const [syssn, row] of waiting) {
      if (unknown.has(syssn) && ms <= withinMs) continue;
      recovered.push({ ms, outTradeNo: row.out_trade_no });
      waiting.delete(syssn);
    }
    if (waiting.size === 0) return recovered;
    await pause(LOOK_EVERY_MS);
  }
}

/** Half of all, and the slowest of them. */
export function figuresOf(recovered: readonly Recovered[]): { p50: number; p100: number; slowest: string | null } {
  const sorted = recovered.toSorted((a, b) => a.ms - b.ms);
  const slowest = sorted.at(-1);
  return { p50: sorted[Math.floor(sorted.length / 2)]?.ms ?? 0, p100: slowest?.ms ?? 0, slowest: slowest?.outTradeNo ?? null };
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
    if (restless.length === 0) return { tookMs, restless };
    if (tookMs > withinMs) return { tookMs, restless: [...restless, ...(await historyOfUnknown(house))] };
    await pause(LOOK_EVERY_MS);
  }
}

/** The whole story of the first that is not known here, for whoever looks for the mistake. */
async function historyOfUnknown(house: House): Promise<string[]> {
  const [first] = unknownHere(await readBooks(house)).values();
  return first ? historyOf(house, first.out_trade_no) : [];
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
