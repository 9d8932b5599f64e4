import type { OrderDetail } from "@tillbook/api/views";
import type { House } from "../../harness/house.ts";
import { pause } from "../../harness/patiently.ts";
import type { People } from "../../harness/people.ts";
import { LOST_NOTICE } from "./scenario.ts";

/** Pays whatever code the order shows. Answers what is wrong then, or null. */
export async function isPaid(people: People, order: OrderDetail): Promise<string | null> {
  const end = await people.payWhatIsShown(order.id);
  return end.state === "paid" ? null : `order ${order.number} is ${end.state}`;
}

/** An order that is paid, and known to be. */
export async function paidOrder(people: People): Promise<OrderDetail> {
  const order = await people.create(people.newOrder("qr"));
  await pay(people, order);
  await until(people, order, (now) => now.state === "paid", "is not paid");
  return people.read(order.id);
}

/** An order that is paid and whose notification is lost, as all are from here on. */
export async function paidUnheard(house: House, people: People): Promise<OrderDetail> {
  const order = await people.create(people.newOrder("qr"));
  await house.simulator.control("POST", "/control/faults", LOST_NOTICE);
  await pay(people, order);
  return order;
}

/** The customer pays its newest attempt; whether we hear of it is another matter. */
export async function pay(people: People, order: OrderDetail): Promise<void> {
  await people.atQfpay("pay", numberOf(order));
}

/** Waits until all of it went back. Answers what is wrong, or null. */
export function isRefunded(people: People, order: OrderDetail, looks?: number): Promise<string | null> {
  return until(people, order, (now) => now.refunded.amount === "88.00", "is not refunded", looks);
}

/** Id of its newest attempt. */
export function paymentOf(order: OrderDetail): string {
  return order.payments.at(-1)?.id ?? "";
}

/** Its newest attempt's `outTradeNo`. */
export function numberOf(order: OrderDetail): string {
  return order.payments.at(-1)?.outTradeNo ?? "";
}

/** Waits until staff see it in this state; `over` is any but open. Answers what is wrong, or null. */
export function seen(people: People, order: OrderDetail, state: "paid" | "cancelled" | "over", looks?: number): Promise<string | null> {
  return until(people, order, (now) => (state === "over" ? now.state !== "open" : now.state === state), `is not ${state}`, looks);
}

/** Looks ten times a second until it is right, so many times at most. Answers what is wrong, or null. */
export async function until(
  people: People,
  order: OrderDetail,
  isRight: (now: OrderDetail) => boolean,
  wrong: string,
  looks = 200,
): Promise<string | null> {
  for (let look = 0; look < looks; look++) {
    if (isRight(await people.read(order.id))) return null;
    await pause(100);
  }
  return `order ${order.number} ${wrong}`;
}
