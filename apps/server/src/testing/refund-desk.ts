import { randomUUID } from "node:crypto";
import type { Context } from "@tillbook/api/context";
import type { OrderDetail, RefundDetail } from "@tillbook/api/views";
import { createQfpayClient, type QfpayClient } from "@tillbook/qfpay/client";
import { unlimitedBudget } from "@tillbook/qfpay/rate-budget";
import { z } from "zod";
import { createContexts } from "../contexts.ts";
import type { Desk } from "./desk.ts";
import type { World } from "./world.ts";

const callLog = z.object({ calls: z.array(z.object({ respcd: z.string().nullish() })) });
const undone: Readonly<Record<string, unknown>> = {
  refundFromTakings: true,
  refundBlackout: true,
  partialRefunds: true,
  refundPending: null,
  takingsSince: null,
};

/** People who give money back in a world, and QFPay's own portal beside them. */
export type RefundDesk = {
  readonly owner: Desk;
  /** The verbs' own context, for tests that stop between two steps. */
  readonly ctx: Context;
  /** QFPay's portal: the same account, but none of our rows. */
  readonly portal: QfpayClient;
  /** An order over so much, paid and known to be paid. */
  paid(amount: string): Promise<OrderDetail>;
  refund(order: OrderDetail, amount: string): Promise<RefundDetail>;
  read(refund: { id: string }): Promise<RefundDetail>;
  order(order: { id: string }): Promise<OrderDetail>;
  /** How often QFPay was asked to give back under this number. */
  sendings(outTradeNo: string): Promise<number>;
  /** Changes QFPay's policies; `policies()` brings the usual ones back. */
  policies(over?: Readonly<Record<string, unknown>>): Promise<void>;
  fault(action: object, match?: object): Promise<void>;
};

export async function openRefundDesk(world: World): Promise<RefundDesk> {
  const owner = await world.signIn("owner");
  const [account] = await world.db.read.accounts.all();
  if (!account) throw new Error("the world has no account");
  const ctx = await createContexts(world.deps).of(account.id, { kind: "staff", userId: "ada", name: "Ada", role: "owner" });
  const order = (asked: { id: string }) => owner.trpc.orders.byId.query({ orderId: asked.id });
  return {
    owner,
    ctx,
    order,
    portal: createQfpayClient({
      apiBase: account.apiBase,
      redirectBase: account.redirectBase,
      appCode: account.appCode,
      clientKey: world.account.clientKey,
      mchid: account.mchid ?? undefined,
      signType: account.signType,
      clock: world.deps.clock,
      budget: unlimitedBudget,
    }),
    async paid(amount) {
      const made = await owner.trpc.orders.create.mutate({ requestId: randomUUID(), amount, currency: "HKD", face: "qr" });
      await world.simulator.control("POST", "/control/orders/pay", { out_trade_no: made.payments[0]?.outTradeNo });
      return owner.trpc.orders.enquire.mutate({ orderId: made.id });
    },
    async refund(paid, amount) {
      const paymentId = paid.payments.find((payment) => payment.counts)?.id ?? "";
      const after = await owner.trpc.refunds.create.mutate({ requestId: randomUUID(), paymentId, amount, reason: "returned goods" });
      return owner.trpc.refunds.byId.query({ refundId: after.refunds.at(-1)?.id ?? "" });
    },
    read: (asked) => owner.trpc.refunds.byId.query({ refundId: asked.id }),
    async sendings(outTradeNo) {
      const log = await world.simulator.control("GET", `/control/calls?operation=refund&out_trade_no=${outTradeNo}`);
      return callLog.parse(log).calls.length;
    },
    async policies(over = {}) {
      await world.simulator.control("POST", "/control/rules", { ...undone, ...over });
    },
    async fault(action, match = {}) {
      await world.simulator.control("POST", "/control/faults", { match: { operation: "refund", ...match }, action });
    },
  };
}
