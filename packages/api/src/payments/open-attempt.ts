import { type Database, gatherBy } from "@tillbook/db/client";
import type { Opening } from "@tillbook/db/payments";
import type { Payment } from "@tillbook/domain/payments";
import type { NewsContext } from "../context/index.ts";

/**
 * Writes an attempt that begins together with its order; those that come at the same time go to the database as one. It is committed
 * when this answers, so that QFPay may be called.
 */
export function openAttempt({ db }: Pick<NewsContext, "db">, opening: Opening): Promise<Payment> {
  return open(db, opening);
}

const open = gatherBy((db: Database) => {
  const together = async (openings: readonly Opening[]): Promise<Payment[]> => {
    await db.unitOfWork((tx) => tx.attempts.open(openings));
    return openings.map(({ payment }) => payment);
  };
  return {
    together,
    async alone(opening: Opening) {
      await together([opening]);
      return opening.payment;
    },
    keyOf: ({ order, payment }) => `${payment.accountId} ${order?.requestId ?? payment.orderId}`,
  };
});
