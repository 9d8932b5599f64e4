import { BY_ITSELF, type Database, gatherBy, type Repositories } from "@tillbook/db/client";
import { isPlain, type PaymentNews } from "@tillbook/db/payments";
import type { NewsContext } from "../context/index.ts";
import type { HeardOfPayment } from "./heard.ts";
import { newsOfPayment } from "./payment-news.ts";
import { numbersOf, readAnew, recordPayment } from "./record-payment.ts";
import type { Recorded } from "./stored-form.ts";

type Own = HeardOfPayment & { readonly claimed: { readonly outTradeNo: string } };
type Item = { readonly ctx: NewsContext; readonly heard: Own };

/** News that names our own number and comes in crowds: answers to creations, and notifications. */
export function mayGoTogether(heard: HeardOfPayment): heard is Own {
  return heard.claimed.outTradeNo !== null && heard.source !== "enquiry";
}

/** Records news of a payment; what comes at the same time about other payments goes to the database with it, as one. */
export function recordTogether(ctx: NewsContext, heard: Own): Promise<Recorded> {
  return record(ctx.db, { ctx, heard });
}

const record = gatherBy((db: Database) => ({
  alone: ({ ctx, heard }: Item) => db.unitOfWork((tx) => recordPayment(ctx, tx, heard)),
  together: (items: readonly Item[]) => db.unitOfWork((tx) => recordAll(tx, items)),
  keyOf: ({ ctx, heard }: Item) => `${ctx.account.id} ${heard.claimed.outTradeNo}`,
}));

/** Each under its order's lock, as by itself. What is not there, or held by somebody else, is left to go by itself. */
async function recordAll(tx: Repositories, items: readonly Item[]): Promise<(Recorded | typeof BY_ITSELF)[]> {
  const locked = await tx.news.lockFree(
    items.map(({ ctx, heard }) => ({ ...numbersOf(ctx, heard), outTradeNo: heard.claimed.outTradeNo })),
  );
  const orders = new Set<string>();
  const plain: PaymentNews[] = [];
  const recorded: (Recorded | typeof BY_ITSELF)[] = [];
  for (const [at, { ctx, heard }] of items.entries()) {
    const found = locked[at];
    if (!found || orders.has(found.order.id)) {
      recorded.push(BY_ITSELF);
      continue;
    }
    orders.add(found.order.id);
    const known = await readAnew(ctx, tx, heard, found);
    const { verdict, payment, news } = newsOfPayment(ctx, heard, known);
    if (isPlain(news)) plain.push(news);
    else await tx.news.write(news);
    recorded.push({ verdict, orderId: known.order.id, payment });
  }
  if (plain.length > 0) await tx.news.writePlain(plain);
  return recorded;
}
