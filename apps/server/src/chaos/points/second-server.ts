import { readBooks, unknownHere } from "../harness/books.ts";
import type { House } from "../harness/house.ts";
import { pause } from "../harness/patiently.ts";
import { peopleIn } from "../harness/people.ts";

/** Where the first of two servers dies: a payment is claimed, asked about, answered, taken in, given back. */
const STEPS = ["update Payment 1", "call query 1 sent", "call query 1 answered", "unit 1 commits", "round ends"] as const;

const RIGHT_WITHIN_MS = 60_000;
const MOST_TRIES = 20;
const ANEW_EVERY = 4;
const DIES_WITHIN_MS = 3_000;

/**
 * Of two servers on one database the one that enquires dies and does not come back. The other must hear of the payment by itself: what
 * the dead one held is held by time.
 * @returns what is wrong, and how long it took the other at most, in milliseconds of the house's clock
 */
export async function runSecondServer(house: House, tell: (line: string) => void): Promise<{ failures: string[]; longestMs: number }> {
  const failures: string[] = [];
  let longestMs = 0;
  for (const step of STEPS) {
    let other = await house.openAnother();
    const died = await firstDiesAt(house, step, async () => {
      await other.kill();
      other = await house.openAnother();
    });
    if (!died) failures.push(`enquiry: ${step}: the first of two servers never came to it`);
    const tookMs = await untilKnown(house);
    longestMs = Math.max(longestMs, tookMs);
    tell(`enquiry: ${step}: the other server knew after ${tookMs} ms`);
    if (tookMs > RIGHT_WITHIN_MS) failures.push(`enquiry: ${step}: the other server knew only after ${tookMs} ms`);
    if (died) await house.servers.restart();
    await other.kill();
    await house.simulator.control("DELETE", "/control/faults");
  }
  return { failures, longestMs };
}

/**
 * Both servers work on the queue: order after order is paid without a notice, until it is the first one's turn. Whoever did a round looks
 * for the next one just when it is due, so it may be the other's turn for ever: now and then `otherAnew` lets the first one come before it.
 */
async function firstDiesAt(house: House, step: string, otherAnew: () => Promise<void>): Promise<boolean> {
  const people = peopleIn(house);
  const first = house.servers.current();
  await house.simulator.control("POST", "/control/faults", {
    match: { operation: "notification", chance: 1 },
    action: { loseNotification: true },
  });
  const ended = first.ended.then(() => true as const);
  await first.arm({ flow: "enquiry", step, meeting: 1 });
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    try {
      const order = await house.desk.trpc.orders.create.mutate(people.newOrder("qr"));
      await people.atQfpay("pay", order.payments.at(-1)?.outTradeNo ?? "");
    } catch {
      return true; // it was its turn already
    }
    if (await Promise.race([ended, pause(DIES_WITHIN_MS).then(() => false)])) return true;
    if (tries % ANEW_EVERY === ANEW_EVERY - 1) await otherAnew();
  }
  return false;
}

async function untilKnown(house: House): Promise<number> {
  const since = performance.now();
  for (;;) {
    const tookMs = Math.round((performance.now() - since) * house.rate);
    if (unknownHere(await readBooks(house)).size === 0 || tookMs > 4 * RIGHT_WITHIN_MS) return tookMs;
    await pause(200);
  }
}
