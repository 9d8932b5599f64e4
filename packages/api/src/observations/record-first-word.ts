import { BY_ITSELF, type Database, gatherBy } from "@tillbook/db/client";
import { type FirstNews, isPlain, newlyKnown, wasOvertaken } from "@tillbook/db/payments";
import type { Order } from "@tillbook/domain/orders";
import type { Payment } from "@tillbook/domain/payments";
import type { NewsContext } from "../context/index.ts";
import type { HeardOfPayment } from "./heard.ts";
import { newsOfPayment } from "./payment-news.ts";
import { recordObservation } from "./record-observation.ts";
import type { Recorded } from "./stored-form.ts";

/** An attempt as it was written down before QFPay was called, and its order as it was then. */
export type Opened = { readonly order: Order; readonly payment: Payment };

type Item = { readonly ctx: NewsContext; readonly heard: HeardOfPayment; readonly opened: Opened };

/**
 * Records what QFPay answered to the call that an attempt was opened for. Nearly always it is the first that is heard of it: then nothing
 * needs to be read, and the same statement that writes looks whether the attempt is as it was opened. Where something was faster, or
 * the answer needs more than a move of the attempt, it goes through the common door.
 */
export function recordFirstWord(ctx: NewsContext, heard: HeardOfPayment, opened: Opened): Promise<Recorded> {
  return record(ctx.db, { ctx, heard, opened });
}

const record = gatherBy((db: Database) => ({
  alone: ({ ctx, heard }: Item) => recordObservation(ctx, heard),
  together: (items: readonly Item[]) => recordAll(db, items),
  keyOf: ({ opened: { payment } }: Item) => payment.id,
}));

async function recordAll(db: Database, items: readonly Item[]): Promise<(Recorded | typeof BY_ITSELF)[]> {
  const told = items.map(({ ctx, heard, opened: { order, payment } }) => {
    const known = { order, payment: newlyKnown(payment), knownTransaction: null, wasHeard: false };
    return { ...newsOfPayment(ctx, heard, known), opened: payment };
  });
  const first = told.filter(({ news }) => isPlain(news) && news.counted === undefined && news.hastensOthers !== true);
  if (first.length > 0 && !(await isWritten(db, first))) return items.map(() => BY_ITSELF);
  return told.map((each) =>
    first.includes(each) ? { verdict: each.verdict, orderId: each.opened.orderId, payment: each.payment } : BY_ITSELF,
  );
}

async function isWritten(db: Database, first: readonly FirstNews[]): Promise<boolean> {
  try {
    await db.unitOfWork((tx) => tx.news.writeFirst(first));
    return true;
  } catch (error) {
    if (wasOvertaken(error)) return false;
    throw error;
  }
}
