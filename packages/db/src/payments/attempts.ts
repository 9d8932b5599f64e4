import type { Order } from "@tillbook/domain/orders";
import type { Payment } from "@tillbook/domain/payments";
import type { Sql } from "../client/sql.ts";
import { type Events, writeEvents } from "../observations/index.ts";
import { ordersInsertion } from "../orders/index.ts";
import { paymentsInsertion } from "./payments.ts";

/** An attempt as it begins, together with its order where that begins too, and what is told of them. */
export type Opening = Events & { readonly order?: Order; readonly payment: Payment };

export type Attempts = ReturnType<typeof attemptsOn>;

export function attemptsOn(sql: Sql) {
  return {
    /** Writes attempts with their events, before QFPay is called, so that a crash leaves something to ask about. */
    async open(openings: readonly Opening[]): Promise<void> {
      const orders = openings.flatMap(({ order }) => (order ? [order] : []));
      await writeEvents(sql, openings, {
        ...(orders.length > 0 ? { orders: ordersInsertion(orders) } : {}),
        attempts: paymentsInsertion(openings.map(({ payment }) => payment)),
      });
    },
  };
}
