import type { KnownPayment, PaymentNews } from "@tillbook/db/payments";
import type { Order } from "@tillbook/domain/orders";
import {
  decidesAt,
  isOpen,
  nextEnquiry,
  nextEnquiryAfterSilence,
  nextEnquiryWhileOpenThere,
  paymentOutcome,
} from "@tillbook/domain/payments";
import { actorName } from "../context/index.ts";
import { caseOn } from "./cases.ts";
import type { HeardOfPayment } from "./heard.ts";
import type { Told } from "./payment-news.ts";
import type { TellingContext } from "./stored-form.ts";

/** Counts the enquiry that the news answers and plans the next one; where the plan ends without an answer, a person decides. */
export function askedAbout(ctx: TellingContext, heard: HeardOfPayment, order: Order, told: Told): Told {
  const at = ctx.clock.now();
  const asked = { ...told.payment, enquiries: told.payment.enquiries + 1 };
  const next = told.changes.moved && !isOpen(asked) ? asked.nextEnquiryAt : nextAfter(heard, asked, at);
  const needsPerson = isOpen(asked) && asked.needsPersonAt === null && at >= decidesAt(asked);
  const payment = { ...asked, nextEnquiryAt: next, needsPersonAt: needsPerson ? at : asked.needsPersonAt };
  const changes = { ...told.changes, asked: { paymentId: payment.id, next, needsPerson } };
  const isWatched = paymentOutcome({ ...payment, refunded: { ...payment.amount, minor: 0n } }, order, at).is === "unclear";
  if (!needsPerson) return { payment, changes: isWatched ? { ...changes, announce: newsOf(order) } : changes };
  const deed = { actor: actorName(ctx.actor), action: "payment.needs_person", subject: "payment", subjectId: payment.id, at };
  const given = { opens: caseOn(order, "unclear", at, payment.id), deed: { accountId: order.accountId, ...deed }, announce: newsOf(order) };
  return { payment, changes: { ...given, ...changes } };
}

function nextAfter({ fact }: HeardOfPayment, asked: KnownPayment, at: Date): Date | null {
  if (fact.is === "silent") return nextEnquiryAfterSilence(asked, at);
  return fact.is === "open" ? nextEnquiryWhileOpenThere(asked, at) : nextEnquiry(asked, at);
}

/** Whoever looks at something unclear sees how often QFPay was asked. */
function newsOf({ accountId, id: orderId }: Order): NonNullable<PaymentNews["announce"]> {
  return { accountId, orderId, topic: "order" };
}
