import type { StateChangeRow } from "@tillbook/db/observations";
import { type KnownPayment, newlyKnown, type PaymentNews } from "@tillbook/db/payments";
import { type Money, money } from "@tillbook/domain/money";
import { mayBecome, type Order } from "@tillbook/domain/orders";
import { type CaseKind, isOpen, isPayable, type Payment, type PaymentFact } from "@tillbook/domain/payments";
import type { MerchantAccount } from "@tillbook/domain/staff";
import fc from "fast-check";
import type { HeardOfPayment, Source } from "../heard.ts";
import { silence } from "../heard.ts";
import { newsOfPayment } from "../payment-news.ts";
import type { TellingContext } from "../stored-form.ts";

/** One thing that happens to an order in a story. Attempts are named by their place in the order's list, as far as there are so many. */
export type Happening =
  | { is: "attempt" | "superseded" | "cancelled" | "expired" }
  | { is: "time"; ms: number }
  | { is: "declared_unpaid"; attempt: number }
  | { is: "heard"; attempt: number; fact: PaymentFact["is"]; source: Source; minor: bigint };

const AMOUNT: Money = money(8_800n, "HKD");
const START = new Date("2026-03-10T10:00:00+08:00");
const MINUTE = 60_000;

const attempt = fc.nat(3);
const heard = fc.record({
  is: fc.constant("heard" as const),
  attempt,
  fact: fc.constantFrom<PaymentFact["is"]>("made", "paid", "open", "failed", "closed", "expired", "absent", "unclear", "silent"),
  source: fc.constantFrom<Source>("response", "enquiry", "enquiry", "notification"),
  minor: fc.oneof({ weight: 9, arbitrary: fc.constant(AMOUNT.minor) }, fc.constant(1n)),
});

/** Up to fifty happenings in any order, likely and unlikely ones. */
export const story = fc.array(
  fc.oneof(
    { weight: 10, arbitrary: heard },
    { weight: 3, arbitrary: fc.record({ is: fc.constant("attempt" as const) }) },
    {
      weight: 3,
      arbitrary: fc.record({ is: fc.constant("time" as const), ms: fc.constantFrom(1_000, MINUTE, 40 * MINUTE, 27 * 60 * MINUTE) }),
    },
    fc.record({ is: fc.constantFrom("superseded" as const, "cancelled" as const, "expired" as const) }),
    fc.record({ is: fc.constant("declared_unpaid" as const), attempt }),
  ),
  { maxLength: 50, size: "max" },
);

/** Books of one order, kept in memory by the same rule that the database's are kept by. */
export type Books = {
  order: Order;
  payments: KnownPayment[];
  readonly changes: StateChangeRow[];
  readonly cases: { kind: CaseKind; paymentId: string | null; isOpen: boolean }[];
  now: Date;
};

export function emptyBooks(): Books {
  const order: Order = {
    id: "order", accountId: "account", number: "N", requestId: "r", amount: AMOUNT, goodsName: null, note: null, face: "link", linkToken: "t",
    state: "open", expiresAt: new Date(START.getTime() + 7 * 24 * 60 * MINUTE), attemptMinutes: 30, paidPaymentId: null, createdBy: "test", createdAt: START,
  }; // biome-ignore format: a row
  return { order, payments: [], changes: [], cases: [], now: START };
}

/** Lets one thing happen; what cannot happen in these books, such as a second payable attempt, does not. */
export function happen(books: Books, happening: Happening): void {
  switch (happening.is) {
    case "time":
      books.now = new Date(books.now.getTime() + happening.ms);
      return;
    case "attempt":
      if (books.order.state === "open" && !books.payments.some(isPayable)) books.payments.push(attemptAt(books));
      return;
    case "superseded":
      books.payments = books.payments.map((payment) => (isPayable(payment) ? { ...payment, supersededAt: books.now } : payment));
      return;
    case "cancelled":
    case "expired":
      if (mayBecome(books.order.state, happening.is)) moveOrder(books, happening.is, null);
      return;
    case "declared_unpaid": {
      const payment = books.payments[happening.attempt];
      const aCase = books.cases.find(({ kind, paymentId, isOpen }) => kind === "unclear" && paymentId === payment?.id && isOpen);
      if (payment && aCase) declareUnpaid(books, payment, aCase);
      return;
    }
    case "heard": {
      const payment = books.payments[happening.attempt];
      if (payment) write(books, newsOf(books, payment, happening));
    }
  }
}

function attemptAt({ order, payments, now }: Books): KnownPayment {
  const number = payments.length + 1;
  const payment: Payment = {
    id: `payment ${number}`, accountId: "account", orderId: order.id, outTradeNo: `P${number}`, payType: "800201", amount: AMOUNT, state: { at: "submitted" },
    txdtm: now, expiresAt: new Date(now.getTime() + 30 * MINUTE), supersededAt: null, nextEnquiryAt: now, enquiries: 0, createdAt: now,
  }; // biome-ignore format: a row
  return newlyKnown(payment);
}

function newsOf(books: Books, payment: KnownPayment, { fact, source, minor }: Extract<Happening, { is: "heard" }>): PaymentNews {
  const syssn = payment.outTradeNo.replace("P", "S");
  const numbers = { syssn, sysdtm: payment.createdAt };
  const facts: Record<PaymentFact["is"], PaymentFact> = {
    made: { is: "made", ...numbers, handover: null },
    paid: { is: "paid", ...numbers, paydtm: books.now, chnlsn: null },
    open: { is: "open", ...numbers },
    failed: { is: "failed", respcd: "1201" },
    closed: { is: "closed" },
    expired: { is: "expired" },
    absent: { is: "absent" },
    unclear: { is: "unclear" },
    silent: { is: "silent" },
  };
  const heard: HeardOfPayment = {
    ...silence(source, payment.outTradeNo, "raw"),
    claimed: { outTradeNo: payment.outTradeNo, amount: money(minor, "HKD"), payType: null, mchid: null },
    about: "payment",
    fact: facts[fact],
  };
  const known = { order: books.order, payment, knownTransaction: null, wasHeard: false };
  return newsOfPayment(contextAt(books.now), heard, known).news;
}

function contextAt(now: Date): TellingContext {
  const account: MerchantAccount = {
    id: "account", organisationId: "organisation", name: "A Shop", appCode: "APP", mchid: null, signType: "SHA256", apiBase: "https://qfpay.example",
    redirectBase: "https://qfpay.example", environment: "production", currencies: ["HKD"], closing: "cannot", refundRules: {}, settlementRules: {},
  }; // biome-ignore format: a row
  return { account, actor: { kind: "system", name: "clock" }, clock: { now: () => now } };
}

/** As the database does it, in one go. */
function write(books: Books, news: PaymentNews): void {
  const { moved, asked, counted, opens, clearedBy } = news;
  const paymentId = news.observation.paymentId;
  books.payments = books.payments.map((payment) => {
    if (payment.id !== paymentId) return payment;
    const after = { ...payment, ...moved?.payment, late: moved?.late ?? payment.late };
    if (!asked) return after;
    return {
      ...after,
      enquiries: payment.enquiries + 1,
      nextEnquiryAt: asked.next,
      needsPersonAt: payment.needsPersonAt ?? (asked.needsPerson ? books.now : null),
    };
  });
  books.changes.push(...news.changes);
  if (counted && moved) books.order = { ...books.order, state: "paid", paidPaymentId: moved.payment.id };
  if (clearedBy !== undefined)
    for (const aCase of books.cases) if (aCase.kind === "unclear" && aCase.paymentId === paymentId) aCase.isOpen = false;
  const isThere = books.cases.some(({ kind, paymentId: about }) => about !== null && kind === opens?.kind && about === opens.paymentId);
  if (opens && !isThere) books.cases.push({ kind: opens.kind, paymentId: opens.paymentId, isOpen: true });
}

function moveOrder(books: Books, after: Order["state"], paidPaymentId: string | null): void {
  books.changes.push({ ...change(books, "order", books.order.id), before: books.order.state, after });
  books.order = { ...books.order, state: after, paidPaymentId };
}

function declareUnpaid(books: Books, payment: KnownPayment, aCase: Books["cases"][number]): void {
  if (!isOpen(payment)) return;
  aCase.isOpen = false;
  books.changes.push({ ...change(books, "payment", payment.id), before: payment.state.at, after: "failed" });
  const declared = { ...payment, state: { at: "failed", respcd: "person" } as const, nextEnquiryAt: null };
  books.payments = books.payments.map((each) => (each.id === payment.id ? declared : each));
}

function change({ now }: Books, subject: StateChangeRow["subject"], subjectId: string) {
  return { accountId: "account", subject, subjectId, actor: "test", observationId: null, at: now };
}
