import { type Database, gather } from "@tillbook/db/client";
import type { Opening } from "@tillbook/db/payments";
import type { Payment } from "@tillbook/domain/payments";
import type { NewsContext } from "../context/index.ts";

type Open = (opening: Opening) => Promise<Payment>;

const opens = new WeakMap<Database, Open>();

/**
 * Writes an attempt that begins together with its order; those that come at the same time go to the database as one. It is committed
 * when this answers, so that QFPay may be called.
 */
export function openAttempt({ db }: Pick<NewsContext, "db">, opening: Opening): Promise<Payment> {
  const open = opens.get(db) ?? openOn(db);
  opens.set(db, open);
  return open(opening);
}

function openOn(db: Database): Open {
  const together = async (openings: readonly Opening[]): Promise<Payment[]> => {
    await db.unitOfWork((tx) => tx.attempts.open(openings));
    return openings.map(({ payment }) => payment);
  };
  return gather({
    together,
    async alone(opening) {
      await together([opening]);
      return opening.payment;
    },
    keyOf: ({ order, payment }) => `${payment.accountId} ${order?.requestId ?? payment.orderId}`,
  });
}
