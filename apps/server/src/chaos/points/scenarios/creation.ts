import type { OrderDetail } from "@tillbook/api/views";
import { peopleIn } from "../../harness/people.ts";
import { isPaid, numberOf, seen } from "./orders.ts";
import { provider, type Scenario } from "./scenario.ts";

export const create: Scenario = {
  flows: ["create"],
  variants: provider("payment"),
  listedBy: ["did"],
  play(house) {
    const people = peopleIn(house);
    const asked = people.newOrder("qr");
    return {
      prepare: async () => undefined,
      trigger: () => house.desk.trpc.orders.create.mutate(asked),
      follow: async () => isPaid(people, await people.create(asked)),
    };
  },
};

export const jsapi: Scenario = {
  flows: ["jsapi opening", "jsapi return"],
  variants: provider("get_weixin_openid", "payment"),
  listedBy: ["did"],
  play(house) {
    const people = peopleIn(house);
    let order: OrderDetail;
    return {
      async prepare() {
        order = await people.create(people.newOrder("link"));
      },
      trigger: () => people.walk(order.linkUrl),
      async follow() {
        await people.payInWechat(order);
        return seen(people, order, "paid");
      },
    };
  },
};

export const renew: Scenario = {
  flows: ["renew"],
  variants: provider("query", "close", "payment"),
  listedBy: ["did"],
  play(house) {
    const people = peopleIn(house);
    let order: OrderDetail;
    return {
      async prepare() {
        order = await people.create(people.newOrder("qr"));
        const soon = new Date(house.now().getTime() + 30_000); // both sides know it, as if the code were old
        await house.simulator.control("POST", "/control/orders/expire", { out_trade_no: numberOf(order), at: soon.toISOString() });
        await house.db.read.sql(`UPDATE "Payment" SET "expiresAt" = $2 WHERE "orderId" = $1`, [order.id, soon]);
      },
      trigger: () => house.desk.trpc.orders.refreshQr.mutate({ orderId: order.id }),
      follow: () => isPaid(people, order),
    };
  },
};
