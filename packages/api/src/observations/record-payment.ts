import type { Repositories } from "@tillbook/db/client";
import type { NewsContext } from "../context/index.ts";
import type { HeardOfPayment } from "./heard.ts";
import { newsOfPayment } from "./payment-news.ts";
import { type Recorded, storeUnknown } from "./stored-form.ts";

/** Records news of a payment inside the caller's transaction, under the order's lock: three statements, whatever it changes. */
export async function recordPayment(ctx: NewsContext, tx: Repositories, heard: HeardOfPayment): Promise<Recorded> {
  const { outTradeNo } = heard.claimed;
  const numbers = { accountId: ctx.account.id, outTradeNo, syssn: heard.syssn, notifyType: heard.notifyType };
  const order = await tx.news.lockOrder(numbers);
  const found = order && (await tx.news.read(numbers)); // as it is now that we hold the lock
  if (!order || !found) return storeUnknown(ctx, tx, heard);
  const { verdict, payment, news } = newsOfPayment(ctx, heard, { order, ...found });
  await tx.news.write(news);
  return { verdict, orderId: order.id, payment };
}
