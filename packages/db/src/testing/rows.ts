import { money } from "@tillbook/domain/money";
import type { Order } from "@tillbook/domain/orders";
import type { Payment, PaymentState } from "@tillbook/domain/payments";
import type { Refund } from "@tillbook/domain/refunds";
import type { Role } from "@tillbook/domain/staff";
import { v7 as uuidv7 } from "uuid";
import type { AccountConnection } from "../accounts/index.ts";
import type { Database } from "../client/index.ts";
import type { TransactionRow } from "../transactions/index.ts";

/** The moment in which tests play: ten in the morning at UTC+8. */
export const NOW = new Date("2026-03-10T10:00:00+08:00");

/** `ms` after {@link NOW}. */
export function after(ms: number): Date {
  return new Date(NOW.getTime() + ms);
}

let count = 0;
function next(prefix: string): string {
  count += 1;
  return `${prefix}${String(count).padStart(6, "0")}`;
}

/** A merchant of the test's own, stored. */
export async function aMerchant(db: Database): Promise<AccountConnection> {
  const account: AccountConnection = {
    id: uuidv7(),
    organisationId: uuidv7(),
    name: "A Shop",
    appCode: next("APP"),
    sealedClientKey: "sealed",
    sealedNotificationKey: null,
    closing: "close POST",
    refundRules: {},
    mchid: null,
    signType: "SHA256",
    apiBase: "https://qfpay.example",
    redirectBase: "https://qfpay.example",
    environment: "production",
    currencies: ["HKD", "JPY"],
    settlementRules: {},
  };
  await db.read.accounts.insertOrganisation({ id: account.organisationId, name: account.name, createdAt: NOW });
  await db.read.accounts.insert(account, NOW);
  return account;
}

/** Somebody of this name who works at the merchant, stored; answers the id. */
export async function aMember(db: Database, account: Pick<AccountConnection, "organisationId">, name: string, role: Role): Promise<string> {
  const userId = uuidv7();
  await db.read.sql(`INSERT INTO "AuthUser" ("id","name","email","createdAt","updatedAt") VALUES ($1,$2,$1 || '@shop.example',$3,$3)`, [
    userId,
    name,
    NOW,
  ]);
  await db.read.accounts.join(userId, account.organisationId, role);
  return userId;
}

/** An open order over HK$100.00, stored. */
export async function anOrder(db: Database, accountId: string, over: Partial<Order> = {}): Promise<Order> {
  const order: Order = {
    id: uuidv7(),
    accountId,
    number: next("N"),
    requestId: uuidv7(),
    amount: money(10_000n, "HKD"),
    goodsName: null,
    note: null,
    face: "qr",
    linkToken: next("token"),
    state: "open",
    expiresAt: after(86_400_000),
    attemptMinutes: 30,
    paidPaymentId: null,
    createdBy: "test",
    createdAt: NOW,
    ...over,
  };
  return (await db.read.orders.insert(order)).order;
}

/** A submitted attempt at an order, stored. */
export async function aPayment(db: Database, order: Order, over: Partial<Payment> = {}): Promise<Payment> {
  const payment: Payment = {
    id: uuidv7(),
    accountId: order.accountId,
    orderId: order.id,
    outTradeNo: next("P"),
    payType: "800201",
    amount: order.amount,
    state: { at: "submitted" },
    txdtm: NOW,
    expiresAt: after(1_800_000),
    supersededAt: null,
    nextEnquiryAt: null,
    enquiries: 0,
    createdAt: NOW,
    ...over,
  };
  await db.read.payments.insert(payment);
  return payment;
}

/** A paid attempt that counts for a new order, stored. */
export async function aPaidPayment(
  db: Database,
  accountId: string,
  over: { order?: Partial<Order>; paydtm?: Date } = {},
): Promise<Payment> {
  const order = await anOrder(db, accountId, over.order);
  const submitted = await aPayment(db, order);
  const state: PaymentState = { at: "paid", syssn: next("S"), sysdtm: NOW, paydtm: over.paydtm ?? NOW, chnlsn: null };
  const payment = { ...submitted, state };
  await db.read.payments.save(payment, NOW, "0000");
  await db.read.orders.move(order, "paid", NOW, payment.id);
  return payment;
}

/** A submitted refund of HK$10.00, not stored: storing it is what tests are about. */
export function aRefund(payment: Payment, over: Partial<Refund> = {}): Refund {
  return {
    id: uuidv7(),
    accountId: payment.accountId,
    orderId: payment.orderId,
    paymentId: payment.id,
    requestId: uuidv7(),
    outTradeNo: next("R"),
    amount: money(1_000n, payment.amount.currency),
    reason: "returned goods",
    state: { at: "submitted" },
    stateAt: NOW,
    sends: 1,
    nextSendAt: null,
    waitsBecause: null,
    nextEnquiryAt: null,
    enquiries: 0,
    requestedBy: "test",
    decidedBy: null,
    decidedAt: null,
    decisionNote: null,
    createdAt: NOW,
    ...over,
  };
}

/** What QFPay says of a paid transaction over HK$100.00, not stored. */
export function aTransaction(accountId: string, over: Partial<TransactionRow> = {}): TransactionRow {
  return {
    accountId,
    syssn: next("T"),
    origssn: null,
    outTradeNo: null,
    chnlsn: null,
    mchid: null,
    kind: "payment",
    payType: null,
    amount: money(10_000n, "HKD"),
    respcd: "0000",
    cancel: "0",
    environment: "production",
    txdtm: null,
    sysdtm: NOW,
    paydtm: null,
    paymentId: null,
    refundId: null,
    ...over,
  };
}
