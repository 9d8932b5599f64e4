import { createDice } from "../../rehearse/dice.ts";
import { judge, readBooks, type Verdict } from "../harness/books.ts";
import { historyOf } from "../harness/history.ts";
import type { House } from "../harness/house.ts";
import { figuresOf, type Recovered, recover, untilQuiet } from "../harness/recovery.ts";
import { scriptBadDay } from "./faults.ts";
import { keepShop, type Promised } from "./shopper.ts";

const TILLS = 20;
const QUIET_WITHIN_MS = 600_000;
const RECOVER_WITHIN_MS = 180_000;
const TOO_LONG_MS = 60_000;

/** A shop while it is disturbed. */
export type Shop = {
  /** Orders that were promised so far. */
  orders(): number;
  /** A pause in which QFPay is well and the server lives, until what was unknown then is known. */
  breathe(): Promise<void>;
};

export type ShopReport = Verdict & {
  readonly orders: number;
  readonly payments: number;
  readonly refunds: number;
  /** How long money stayed unknown here once server and QFPay could be reached again, in milliseconds of the house's clock. */
  readonly recoveryMs: { readonly p50: number; readonly p100: number };
  /** What is to be known of the movement that took longest, where it took too long. */
  readonly slowest: readonly string[];
  /** From the last fault until nothing moved any more. */
  readonly quietMs: number;
};

/**
 * Twenty tills go on while `disturb` does its worst, on a bad day at QFPay. Then QFPay has a good day again, everything comes to rest,
 * and both books and all promises are compared.
 */
export async function runShop(house: House, seed: number, disturb: (shop: Shop) => Promise<void>): Promise<ShopReport> {
  const promised: Promised = { orders: new Set(), refunds: new Map() };
  await scriptBadDay(house, seed);
  const recovered: Recovered[] = [];
  let isOver = false;
  const tills = Array.from({ length: TILLS }, (_, till) => keepShop(house, createDice(seed * 1_000 + till), promised, () => isOver));
  const closing = Promise.allSettled(tills);
  async function breathe(): Promise<void> {
    await house.simulator.control("DELETE", "/control/faults");
    recovered.push(...(await recover(house, RECOVER_WITHIN_MS)));
  }
  await disturb({
    orders: () => promised.orders.size,
    async breathe() {
      await breathe();
      await scriptBadDay(house, seed);
    },
  });
  await breathe();
  isOver = true;
  const shops = await closing;
  const rest = await untilQuiet(house, QUIET_WITHIN_MS);
  const verdict = await judge(house);
  const money = (await readBooks(house)).there.filter((row) => row.respcd === "0000");
  const gaveUp = shops.flatMap((shop) => (shop.status === "rejected" ? [`a till gave up: ${String(shop.reason)}`] : []));
  const { p50, p100, slowest } = figuresOf(recovered);
  return {
    ...verdict,
    orders: promised.orders.size,
    payments: money.filter((row) => row.kind === "payment").length,
    refunds: money.filter((row) => row.kind === "refund").length,
    lost: [...verdict.lost, ...(await brokenPromises(house, promised))],
    brokenInvariants: [...verdict.brokenInvariants, ...gaveUp, ...rest.restless],
    recoveryMs: { p50, p100 },
    slowest: p100 > TOO_LONG_MS && slowest !== null ? await historyOf(house, slowest) : [],
    quietMs: rest.tookMs,
  };
}

/** What was answered as done must be in the books. */
async function brokenPromises({ db }: House, promised: Promised): Promise<string[]> {
  const [orders, refunds] = await Promise.all([
    db.read.sql<{ requestId: string }>(`SELECT "requestId" FROM "Order"`),
    db.read.sql<{ requestId: string; paymentId: string; amountMinor: bigint }>(
      `SELECT "requestId", "paymentId", "amountMinor" FROM "Refund"`,
    ),
  ]);
  const known = new Set(orders.map(({ requestId }) => requestId));
  const given = new Map(refunds.map((refund) => [refund.requestId, refund]));
  return [
    ...[...promised.orders].filter((request) => !known.has(request)).map((request) => `promised order ${request}`),
    ...[...promised.refunds].flatMap(([request, { paymentId, minor }]) => {
      const kept = given.get(request);
      return kept?.paymentId === paymentId && kept.amountMinor === minor ? [] : [`promised refund ${request}`];
    }),
  ];
}
