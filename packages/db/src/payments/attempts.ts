import type { Payment } from "@tillbook/domain/payments";
import type { Sql } from "../client/sql.ts";
import { type Events, writeEvents } from "../observations/index.ts";
import { paymentInsertion } from "./payments.ts";

/** An attempt as it begins, and what is told of it. */
export type Opening = Events & { readonly payment: Payment };

export type Attempts = ReturnType<typeof attemptsOn>;

export function attemptsOn(sql: Sql) {
  return {
    /** Writes an attempt with its events, before QFPay is called, so that a crash leaves something to ask about. */
    async open({ payment, ...events }: Opening): Promise<void> {
      await writeEvents(sql, events, { attempt: paymentInsertion(payment) });
    },
  };
}
