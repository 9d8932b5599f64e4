import type { OrderDetail } from "@tillbook/api/views";
import { peopleIn } from "../../harness/people.ts";
import { numberOf, pay, seen, until } from "./orders.ts";
import { LOST_NOTICE, type Scenario } from "./scenario.ts";

/** The customer pays before, at the moment of, or after the end of the order. */
const AROUND_THE_END = { unpaid: [], "paid before": [LOST_NOTICE], "paid meanwhile": [LOST_NOTICE], "paid after": [LOST_NOTICE] };
const BEFORE_AND_NEVER = ["unpaid", "paid before"];

export const cancel: Scenario = {
  flows: ["cancel"],
  variants: AROUND_THE_END,
  listedBy: BEFORE_AND_NEVER,
  play(house, variant) {
    const people = peopleIn(house);
    let order: OrderDetail;
    return {
      async prepare() {
        order = await people.create(people.newOrder("qr"));
      },
      async trigger() {
        if (variant === "paid before") await pay(people, order);
        const cancelled = house.desk.trpc.orders.cancel.mutate({ orderId: order.id });
        if (variant === "paid meanwhile") await pay(people, order);
        await cancelled;
      },
      async follow() {
        await people.cancel(order.id);
        if (variant === "paid after") await people.atQfpay("pay", numberOf(order), true);
        return seen(people, order, variant === "unpaid" ? "cancelled" : variant === "paid meanwhile" ? "over" : "paid");
      },
    };
  },
};

export const expiry: Scenario = {
  flows: ["expiry"],
  begins: "start",
  variants: AROUND_THE_END,
  listedBy: BEFORE_AND_NEVER,
  play(house, variant) {
    const people = peopleIn(house);
    let order: OrderDetail;
    return {
      async prepare() {
        order = await people.create(people.newOrder("qr"));
        await house.db.read.sql(`UPDATE "Order" SET "expiresAt" = $2 WHERE "id" = $1`, [order.id, house.now()]);
      },
      async trigger() {
        if (variant === "paid before" || variant === "paid meanwhile") await pay(people, order);
      },
      async follow() {
        if (variant === "paid after") {
          await until(people, order, (now) => now.state !== "open", "is still open");
          await people.atQfpay("pay", numberOf(order), true);
        }
        return seen(people, order, variant === "unpaid" ? "over" : "paid");
      },
    };
  },
};
