import type { OrderDetail } from "@tillbook/api/views";
import { peopleIn } from "../../harness/people.ts";
import { numberOf, paidUnheard, pay, seen, until } from "./orders.ts";
import { always, provider, type Scenario } from "./scenario.ts";

export const notification: Scenario = {
  flows: ["notification"],
  begins: "later",
  variants: { first: [], "twice at once": [always("notification", { doubleNotification: true })], "while staff ask": [] },
  listedBy: ["first"],
  play(house, variant) {
    const people = peopleIn(house);
    let order: OrderDetail;
    return {
      async prepare() {
        order = await people.create(people.newOrder("qr"));
      },
      async trigger() {
        await pay(people, order);
        if (variant === "while staff ask") await house.desk.trpc.orders.enquire.mutate({ orderId: order.id });
      },
      follow: () => seen(people, order, "paid"),
    };
  },
};

const isOfClosing = (step: string): boolean => step.startsWith("call close");

export const enquiry: Scenario = {
  flows: ["enquiry"],
  diesAt: (step) => !isOfClosing(step),
  begins: "later",
  variants: provider("query"),
  listedBy: ["did"],
  play(house) {
    const people = peopleIn(house);
    let order: OrderDetail;
    return {
      async prepare() {
        order = await paidUnheard(house, people);
      },
      trigger: () => seen(people, order, "paid", 10),
      follow: () => seen(people, order, "paid"),
    };
  },
};

/** An attempt that could not be settled when its order was cancelled, since QFPay said nothing: it is closed once QFPay is heard again. */
export const leftOpen: Scenario = {
  flows: ["enquiry"],
  diesAt: isOfClosing,
  begins: "later",
  variants: provider("close"),
  listedBy: ["did"],
  play(house) {
    const people = peopleIn(house);
    let order: OrderDetail;
    const isClosed = (looks?: number) =>
      until(people, order, (now) => now.payments.at(-1)?.state === "cancelled", "has an open attempt", looks);
    return {
      async prepare() {
        order = await people.create(people.newOrder("qr"));
        const about = { operation: "query", outTradeNo: numberOf(order) };
        await house.simulator.control("POST", "/control/faults", { match: about, action: { dropBeforeProcessing: true } });
      },
      async trigger() {
        await people.cancel(order.id);
        return isClosed(30);
      },
      follow: () => isClosed(),
    };
  },
};

export const check: Scenario = {
  flows: ["check"],
  variants: provider("query"),
  listedBy: ["did"],
  play(house) {
    const people = peopleIn(house);
    let order: OrderDetail;
    return {
      async prepare() {
        order = await paidUnheard(house, people);
      },
      trigger: () => house.desk.trpc.orders.enquire.mutate({ orderId: order.id }),
      follow: () => seen(people, order, "paid"),
    };
  },
};
