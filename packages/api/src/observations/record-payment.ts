import type { Repositories } from "@tillbook/db/client";
import type { NewsNumbers, PaymentInNews } from "@tillbook/db/payments";
import type { Order } from "@tillbook/domain/orders";
import type { NewsContext } from "../context/index.ts";
import type { HeardOfPayment } from "./heard.ts";
import { newsOfPayment } from "./payment-news.ts";
import { type Recorded, storeUnknown } from "./stored-form.ts";

/** Records news of a payment inside the caller's transaction, under the order's lock: two statements, whatever it changes. */
export async function recordPayment(ctx: NewsContext, tx: Repositories, heard: HeardOfPayment): Promise<Recorded> {
  const locked = await tx.news.lock(numbersOf(ctx, heard));
  if (!locked) return storeUnknown(ctx, tx, heard);
  const known = await readAnew(ctx, tx, heard, locked);
  const { verdict, payment, news } = newsOfPayment(ctx, heard, known);
  await tx.news.write(news);
  return { verdict, orderId: known.order.id, payment };
}

type Locked = PaymentInNews & { readonly order: Order };

/** Money that is here already may have come with another delivery of this very notification, just before the lock was ours. */
export async function readAnew(ctx: NewsContext, tx: Repositories, heard: HeardOfPayment, locked: Locked): Promise<Locked> {
  const isAnother = heard.notifyType !== null && locked.payment.state.at === "paid" && !locked.wasHeard;
  return isAnother ? { ...locked, ...(await tx.news.reread(numbersOf(ctx, heard))) } : locked;
}

/** By which numbers the news names its payment. */
export function numbersOf(ctx: NewsContext, { claimed: { outTradeNo }, syssn, notifyType }: HeardOfPayment): NewsNumbers {
  return { accountId: ctx.account.id, outTradeNo, syssn, notifyType };
}
