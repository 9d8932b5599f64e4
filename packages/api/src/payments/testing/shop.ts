import { randomUUID } from "node:crypto";
import type { Database } from "@tillbook/db/client";
import type { KnownPayment, StoredCase } from "@tillbook/db/payments";
import { aMerchant, NOW, useTestDatabase } from "@tillbook/db/testing";
import type { Closing } from "@tillbook/domain/staff";
import { createQfpayClient } from "@tillbook/qfpay/client";
import { createRateBudget, machineTimer } from "@tillbook/qfpay/rate-budget";
import { afterAll, beforeAll } from "vitest";
import type { Actor, PaymentContext } from "../../context/index.ts";
import { type FakeQfpay, startFakeQfpay } from "./fake-qfpay.ts";

/** A shop at a QFPay that the test tells what to do, on a clock that the test sets. */
export type Shop = {
  readonly qfpay: FakeQfpay;
  readonly db: Database;
  /** The context of somebody who acts for a new merchant of this shop's QFPay; the clock is common to all. */
  open(settings?: { closing?: Closing }): Promise<Desk>;
  now(): Date;
  advance(ms: number): void;
};

export type Desk = {
  readonly owner: PaymentContext;
  readonly cashier: PaymentContext;
  readonly finance: PaymentContext;
  /** The round of a server: the system itself acts. */
  readonly clock: PaymentContext;
  payments(orderId: string): Promise<KnownPayment[]>;
  cases(orderId: string): Promise<StoredCase[]>;
};

const QUIET = { info: () => {}, warn: () => {}, error: () => {} };

/** Starts it for a test file. Call at the top of the file. */
export function shopAtFakeQfpay(): Shop {
  const database = useTestDatabase();
  let now = NOW;
  let qfpay: FakeQfpay | undefined;
  beforeAll(async () => {
    qfpay = await startFakeQfpay(() => now);
  });
  afterAll(() => qfpay?.stop());
  function there(): FakeQfpay {
    if (!qfpay) throw new Error("the shop is open once the tests run");
    return qfpay;
  }
  return {
    get qfpay() {
      return there();
    },
    get db() {
      return database.db;
    },
    now: () => now,
    advance: (ms) => void (now = new Date(now.getTime() + ms)),
    async open({ closing = "close POST" } = {}) {
      const { url } = there();
      const { db } = database;
      const account = { ...(await aMerchant(db)), closing, apiBase: url, redirectBase: url };
      const clock = { now: () => now };
      const { appCode, signType } = account;
      const budget = createRateBudget({ limits: LIMITS, timer: machineTimer, random: Math.random });
      const client = createQfpayClient({ apiBase: url, redirectBase: url, appCode, clientKey: "key", signType, closing, clock, budget });
      const as = (actor: Actor): PaymentContext => ({ actor, account, db, qfpay: client, clock, log: QUIET });
      const staff = (userId: string, role: "owner" | "cashier" | "finance") => as({ kind: "staff", userId, name: userId, role });
      return {
        owner: staff("ada", "owner"),
        cashier: staff("ming", "cashier"),
        finance: staff("yee", "finance"),
        clock: as({ kind: "system", name: "clock" }),
        payments: (orderId) => db.read.payments.ofOrder(orderId),
        cases: (orderId) => db.read.cases.ofOrder(orderId),
      };
    },
  };
}

/** Nothing holds a test back: the limits of a minute would be met in a second. */
const LIMITS = { perSecond: 1e6, perMinute: 1e6, sweepShare: 1 };

/** What staff ask for: HK$88.00, by a code on the counter unless told otherwise. */
export function wish(over: { face?: "qr" | "link" } = {}) {
  return { requestId: randomUUID(), amount: "88.00", currency: "HKD", face: "qr", expiresInMinutes: 30, ...over } as const;
}
