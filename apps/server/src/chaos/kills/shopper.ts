import { randomUUID } from "node:crypto";
import type { OrderDetail } from "@tillbook/api/views";
import type { Dice } from "../../rehearse/dice.ts";
import type { House } from "../harness/house.ts";
import { isRefusal } from "../harness/patiently.ts";
import { type People, peopleIn } from "../harness/people.ts";

/** What the server has promised by an answer, and must keep whatever happens. */
export type Promised = {
  readonly orders: Set<string>;
  readonly refunds: Map<string, { readonly paymentId: string; readonly minor: bigint }>;
};

/** One till: an order, its customer and what staff do about it, one after the other until it is time to close. */
export async function keepShop(house: House, dice: Dice, promised: Promised, isOver: () => boolean): Promise<void> {
  const people = peopleIn(house);
  while (!isOver()) {
    const face = dice.chance(0.25) ? "link" : "qr";
    const asked = { ...people.newOrder(face), amount: `${dice.between(1, 999)}.${dice.between(10, 99)}` };
    const order = await people.create(asked);
    promised.orders.add(asked.requestId);
    await live(people, dice, order, face);
    const end = await people.read(order.id);
    if (end.state === "paid" && dice.chance(0.4)) await giveBack(people, dice, promised, end);
  }
}

/** How the order goes: most customers pay, some leave, some pay in the moment in which staff give up. */
async function live(people: People, dice: Dice, order: OrderDetail, face: "qr" | "link"): Promise<void> {
  const roll = dice.next();
  if (roll < 0.08) return; // left as it is
  if (roll < 0.16) {
    await Promise.all([people.cancel(order.id), dice.chance(0.5) ? payFirst(people, order) : undefined]);
    if (dice.chance(0.5)) await payFirst(people, order, true);
    return;
  }
  if (roll < 0.24) await Promise.all([people.renew(order.id), people.renew(order.id), people.check(order.id)]);
  if (face === "link" && dice.chance(0.8)) await people.payInWechat(order);
  if (dice.chance(0.2)) await people.check(order.id);
  await people.payWhatIsShown(order.id);
}

async function payFirst(people: People, order: OrderDetail, late = false): Promise<void> {
  const [first] = order.payments;
  if (first) await people.atQfpay("pay", first.outTradeNo, late);
}

/** All of it or a half, sometimes by a double click; refused is refused. */
async function giveBack(people: People, dice: Dice, promised: Promised, order: OrderDetail): Promise<void> {
  const payment = order.payments.find((candidate) => candidate.counts);
  const left = BigInt(order.refundable.amount.replace(".", ""));
  const minor = dice.chance(0.5) ? left : left / 2n;
  if (!payment || minor <= 0n) return;
  const asked = {
    requestId: randomUUID(),
    paymentId: payment.id,
    amount: `${minor / 100n}.${String(minor % 100n).padStart(2, "0")}`,
    reason: "returned goods",
  };
  try {
    await Promise.all(dice.chance(0.3) ? [people.refund(asked), people.refund(asked)] : [people.refund(asked)]);
    promised.refunds.set(asked.requestId, { paymentId: payment.id, minor });
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
}
