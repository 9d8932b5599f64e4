import type { KnownPayment } from "@tillbook/db/payments";
import { isOpen, orderOutcome } from "@tillbook/domain/payments";
import { type Books, emptyBooks, type Happening, happen } from "./stories.ts";

const RANK = { submitted: 0, awaiting: 1, failed: 2, expired: 2, cancelled: 2, paid: 3 } as const;

/** What was heard in a way that must be believed: money of the right amount on an attempt that was there, the first first. */
type Money = Set<string>;

/** Tells a story to empty books and answers, in words, every promise about money that they do not keep. */
export function brokenPromises(happenings: readonly Happening[]): string[] {
  const books = emptyBooks();
  const money: Money = new Set();
  const broken: string[] = [];
  for (const happening of happenings) {
    const before = new Map(books.payments.map(({ id, state }) => [id, RANK[state.at]]));
    const payment = happening.is === "heard" ? books.payments[happening.attempt] : undefined;
    if (payment && happening.is === "heard" && happening.fact === "paid" && happening.minor === payment.amount.minor) money.add(payment.id);
    happen(books, happening);
    for (const { id, state } of books.payments) if (RANK[state.at] < (before.get(id) ?? 0)) broken.push(`${id} fell to ${state.at}`);
  }
  return [...broken, ...ofOrder(books, money), ...books.payments.flatMap((each) => ofPayment(books, each, money))];
}

function ofOrder({ order, payments, now }: Books, money: Money): string[] {
  const [first = null] = money;
  const attempts = payments.map((payment) => ({ ...payment, refunded: { ...payment.amount, minor: 0n } }));
  const { is } = orderOutcome(order, attempts, now);
  return sentences({
    "an order is paid exactly by the money that was heard of first":
      order.paidPaymentId === first && (order.state === "paid") === (first !== null),
    "an order is called paid exactly when it is": is.startsWith("paid") === (order.state === "paid"),
    "an order is called paid twice exactly when two payments are paid": (is === "paid_twice") === money.size > 1,
  });
}

function ofPayment(books: Books, payment: KnownPayment, money: Money): string[] {
  const { id, state, nextEnquiryAt, needsPersonAt, late } = payment;
  const [first] = money;
  const own = books.changes.filter(({ subjectId }) => subjectId === id);
  const told = ["submitted", ...own.map(({ after }) => after)];
  const cases = books.cases.filter(({ paymentId }) => paymentId === id);
  const has = (kind: string): boolean => cases.some((aCase) => aCase.kind === kind);
  const isPaid = state.at === "paid";
  return sentences({
    [`${id} is paid exactly when its money was heard of`]: isPaid === money.has(id),
    [`${id} has a change for each of its states`]: own.every(({ before }, index) => before === told[index]) && told.at(-1) === state.at,
    [`${id} is asked about, or a person knows`]: !isOpen(payment) || nextEnquiryAt !== null || needsPersonAt !== null,
    [`${id} is asked about no more once it is paid`]: !isPaid || nextEnquiryAt === null,
    [`${id} is late only when it is paid`]: late === null || isPaid,
    [`${id} has one case of a kind`]: new Set(cases.map(({ kind }) => kind)).size === cases.length,
    [`${id} is a twin exactly beside the money that counts`]: has("twin") === (isPaid && id !== first),
    [`${id} is a case of late money exactly when it counts and is late`]: has("paid_late") === (late !== null && id === first),
    [`${id} is no unclear case once it is clear`]: isOpen(payment) || !cases.some(({ kind, isOpen }) => kind === "unclear" && isOpen),
  });
}

function sentences(promises: Readonly<Record<string, boolean>>): string[] {
  return Object.entries(promises).flatMap(([sentence, isKept]) => (isKept ? [] : [sentence]));
}
