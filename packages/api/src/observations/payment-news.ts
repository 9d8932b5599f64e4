import { type KnownPayment, knownAfter, type PaymentInNews, type PaymentNews } from "@tillbook/db/payments";
import { contradictionsTo } from "@tillbook/db/transactions";
import { mayBecome, type Order } from "@tillbook/domain/orders";
import { advance, caseOfMoney, differences, firstLook, isOpen, latenessOf, nextEnquiry } from "@tillbook/domain/payments";
import { askedAbout } from "./asked-about.ts";
import { caseOn, quarantined } from "./cases.ts";
import type { HeardOfPayment } from "./heard.ts";
import { verdictOn } from "./judge.ts";
import { actorIn, changeOf, type Recorded, storedForm, type TellingContext, transactionIn } from "./stored-form.ts";

type Known = PaymentInNews & { readonly order: Order };

/** The payment as news leaves it, and what else the news changes. */
export type Told = { readonly payment: KnownPayment; readonly changes: Partial<PaymentNews> };

/** What news of a payment changes, given what the books know under the order's lock. Reads and writes nothing itself. */
export function newsOfPayment(
  ctx: TellingContext,
  heard: HeardOfPayment,
  known: Known,
): Required<Omit<Recorded, "orderId">> & { news: PaymentNews } {
  const at = ctx.clock.now();
  const differing = findingsOn(ctx, heard, known);
  const again = differing.length === 0 ? chargedAgain(heard, known.payment) : [];
  const findings = [...differing, ...again];
  const verdict = verdictOn(findings, known.wasHeard);
  const told =
    verdict === "mismatched" ? keptAside(ctx, heard, known, { findings, isMoney: again.length > 0 }) : advanced(ctx, heard, known);
  const { payment, changes } = heard.source === "enquiry" ? askedAbout(ctx, heard, known.order, told) : told;
  const observation = { ...storedForm(ctx, heard, verdict, findings), paymentId: payment.id, refundId: null };
  return { verdict, payment, news: { observation, transaction: null, changes: [], at, ...changes } };
}

/** QFPay may take money twice under one number of ours, each time under a number of its own. docs/qfpay.md#notifications */
function chargedAgain({ fact }: HeardOfPayment, { state }: KnownPayment): string[] {
  return fact.is === "paid" && state.at === "paid" && fact.syssn !== state.syssn ? [`charged again beside ${state.syssn}`] : [];
}

/** What does not fit waits for a person. A second charge is money all the same, which a statement will name: the books keep it. */
function keptAside(
  ctx: TellingContext,
  heard: HeardOfPayment,
  { order, payment }: Known,
  { findings, isMoney }: { findings: readonly string[]; isMoney: boolean },
): Told {
  const { id: paymentId, amount, payType } = payment;
  const transaction = isMoney ? transactionIn(ctx, heard, { paymentId, refundId: null, amount, payType }) : null;
  return { payment, changes: { ...quarantined(heard, order, { findings, receivedAt: ctx.clock.now() }), transaction } };
}

/** What differs from our own row, and what the books know of the number that contradicts it. */
function findingsOn(ctx: TellingContext, heard: HeardOfPayment, { payment, knownTransaction }: Known): string[] {
  const { id: accountId, mchid } = ctx.account;
  const found = differences(heard.claimed, { ...payment, mchid }, { mustNameAmount: heard.fact.is === "paid" });
  if (heard.syssn === null || knownTransaction === null) return found;
  const claimed = {
    accountId,
    syssn: heard.syssn,
    kind: "payment",
    amount: payment.amount,
    paymentId: payment.id,
    refundId: null,
  } as const;
  return [...found, ...contradictionsTo(knownTransaction, claimed)];
}

/** Folds it into the state. Money pays the order whatever the order's state, unless another payment counts already. */
function advanced(ctx: TellingContext, heard: HeardOfPayment, { order, payment }: Known): Told {
  const { id: paymentId, amount, payType } = payment;
  const transaction = transactionIn(ctx, heard, { paymentId, refundId: null, amount, payType });
  const state = advance(payment.state, heard.fact);
  if (state === payment.state) return { payment, changes: { transaction } };
  const at = ctx.clock.now();
  const isMoney = state.at === "paid";
  const counts = isMoney && mayBecome(order.state, "paid");
  const late = isMoney ? latenessOf(payment, order) : null;
  const opens = isMoney ? caseOfMoney(order, late) : null;
  const respcd = state.at === "failed" ? state.respcd : heard.respcd;
  const moved = { ...knownAfter(payment, state, respcd, at), late };
  // Where the plan has ended already, the enquiry that ends it is due: only an answer to one gives it to a person.
  const after = { ...moved, nextEnquiryAt: isOpen(moved) ? (nextEnquiry(moved, at) ?? at) : firstLook(moved, at) };
  const details = { ...(late === null ? {} : { late }), ...(opens === "twin" ? { twin: true } : {}) };
  const climbs = { observationId: null, details, at };
  const toPayment = { subject: "payment", subjectId: paymentId, before: payment.state.at, after: state.at, ...climbs } as const;
  const toOrder = { subject: "order", subjectId: order.id, before: order.state, after: "paid", ...climbs } as const;
  return {
    payment: after,
    changes: {
      transaction,
      moved: { payment: after, respcd, late },
      ...(counts ? { counted: order } : {}),
      hastensOthers: isMoney,
      changes: (counts ? [toPayment, toOrder] : [toPayment]).map((change) => changeOf(ctx, heard, change)),
      ...(opens === null ? {} : { opens: caseOn(order, opens, at, paymentId) }),
      ...(isOpen(after) || payment.needsPersonAt === null ? {} : { clearedBy: actorIn(ctx, heard) }),
      announce: { accountId: order.accountId, orderId: order.id, topic: "order" },
    },
  };
}
