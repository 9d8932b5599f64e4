import { randomUUID } from "node:crypto";
import type { Database } from "@tillbook/db/client";
import { aMerchant, aPaidPayment, NOW } from "@tillbook/db/testing";
import { money } from "@tillbook/domain/money";
import type { Actor } from "../../context/index.ts";
import type { DecidingContext } from "../rules.ts";

/** One person a role at one merchant whose limit is HK$50.00 a payment, and a payment over HK$100.00 whenever it is asked for. */
export async function peopleAt(db: Database, over: { now?: Date; refundRules?: object } = {}) {
  const account = { ...(await aMerchant(db)), refundRules: over.refundRules ?? { approvalAbove: { HKD: "50.00" } } };
  const as = (actor: Actor): DecidingContext => ({ actor, account, db, clock: { now: () => over.now ?? NOW } });
  const staff = (userId: string, role: "owner" | "cashier" | "finance") => as({ kind: "staff", userId, name: userId, role });
  return {
    account,
    owner: staff("ada", "owner"),
    cashier: staff("ming", "cashier"),
    finance: staff("yee", "finance"),
    program: as({ kind: "api", keyId: "key1", name: "shop", scopes: ["refunds:write", "orders:read"] }),
    payment: (minor = 10_000n) => aPaidPayment(db, account.id, { order: { amount: money(minor, "HKD") } }),
  };
}

/** A wish to give back so much of a payment. */
export function wish(paymentId: string, amount: string, requestId: string = randomUUID()) {
  return { requestId, paymentId, amount, reason: "returned goods" };
}
