import type { Order } from "@tillbook/domain/orders";
import type { Payment } from "@tillbook/domain/payments";
import type { Sql } from "../client/sql.ts";
import { type Events, writeEvents } from "../observations/index.ts";
import { orderInsertion } from "../orders/index.ts";
import { paymentInsertion } from "./payments.ts";

/** An attempt as it begins, together with its order where that begins too, and what is told of them. */
export type Opening = Events & { readonly order?: Order; readonly payment: Payment };

export type Attempts = ReturnType<typeof attemptsOn>;

export function attemptsOn(sql: Sql) {
  return {
    /** Writes an attempt with its events, before QFPay is called, so that a crash leaves something to ask about. */
    async open({ order, payment, ...events }: Opening): Promise<void> {
      await writeEvents(sql, events, { ...(order ? { order: orderInsertion(order) } : {}), attempt: paymentInsertion(payment) });
    },
  };
}
