import { randomUUID } from "node:crypto";
import type { OrderDetail } from "@tillbook/api/views";
import { peopleIn } from "../../harness/people.ts";
import { isRefunded, paidOrder, paymentOf } from "./orders.ts";
import { LOST_NOTICE, provider, type Scenario } from "./scenario.ts";

export const refund: Scenario = {
  flows: ["refund"],
  variants: provider("refund"),
  listedBy: ["did"],
  play(house) {
    const people = peopleIn(house);
    let order: OrderDetail;
    const requestId = randomUUID();
    const asked = () => ({ requestId, paymentId: paymentOf(order), amount: "88.00", reason: "returned goods" });
    return {
      async prepare() {
        order = await paidOrder(people);
      },
      trigger: () => house.desk.trpc.refunds.create.mutate(asked()),
      async follow() {
        await people.refund(asked());
        return isRefunded(people, order);
      },
    };
  },
};

/** A refund that QFPay refused for now, whose time to be sent again has come. */
export const refundQueue: Scenario = {
  flows: ["refund queue"],
  begins: "later",
  variants: provider("query", "refund"),
  listedBy: ["did"],
  play(house) {
    const people = peopleIn(house);
    let order: OrderDetail;
    return {
      async prepare() {
        order = await paidOrder(people);
        await house.simulator.control("POST", "/control/faults", { match: { operation: "refund" }, action: { respcd: "1269" } });
        await people.refund({ requestId: randomUUID(), paymentId: paymentOf(order), amount: "88.00", reason: "returned goods" });
      },
      async trigger() {
        await house.db.read.sql(`UPDATE "Refund" SET "nextSendAt" = $2 WHERE "orderId" = $1`, [order.id, house.now()]);
        return isRefunded(people, order, 30);
      },
      follow: () => isRefunded(people, order),
    };
  },
};

/** A refund whose answer never came. */
export const refundEnquiry: Scenario = {
  flows: ["refund enquiry"],
  begins: "later",
  variants: provider("query"),
  listedBy: ["did"],
  play(house) {
    const people = peopleIn(house);
    let order: OrderDetail;
    return {
      async prepare() {
        order = await paidOrder(people);
        await house.simulator.control("POST", "/control/faults", LOST_NOTICE);
        await house.simulator.control("POST", "/control/faults", { match: { operation: "refund" }, action: { dropAfterProcessing: true } });
        await people.refund({ requestId: randomUUID(), paymentId: paymentOf(order), amount: "88.00", reason: "returned goods" });
      },
      trigger: () => isRefunded(people, order, 30),
      follow: () => isRefunded(people, order),
    };
  },
};
