import type { Repositories } from "@tillbook/db/client";
import type { NewsContext } from "../context/index.ts";
import type { HeardOfPayment } from "./heard.ts";
import { newsOfPayment } from "./payment-news.ts";
import { type Recorded, storeUnknown } from "./stored-form.ts";

/** Records news of a payment inside the caller's transaction, under the order's lock: two statements, whatever it changes. */
export async function recordPayment(ctx: NewsContext, tx: Repositories, heard: HeardOfPayment): Promise<Recorded> {
  const { outTradeNo } = heard.claimed;
  const numbers = { accountId: ctx.account.id, outTradeNo, syssn: heard.syssn, notifyType: heard.notifyType };
  const locked = await tx.news.lock(numbers);
  if (!locked) return storeUnknown(ctx, tx, heard);
  // Money that is here already may have come with another delivery of this very notification, while we waited for the lock.
  const isAnother = heard.notifyType !== null && locked.payment.state.at === "paid" && !locked.wasHeard;
  const known = isAnother ? { ...locked, ...(await tx.news.reread(numbers)) } : locked;
  const { verdict, payment, news } = newsOfPayment(ctx, heard, known);
  await tx.news.write(news);
  return { verdict, orderId: known.order.id, payment };
}
