import { requestRefund } from "@tillbook/api/refunds";
import type { OrderDetail } from "@tillbook/api/views";
import { brokenInvariants } from "@tillbook/db/invariants";
import type { useTestDatabase } from "@tillbook/db/testing";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { openRefundDesk, type RefundDesk } from "./refund-desk.ts";
import { startWorld, type World } from "./world.ts";

const HOUR = 60 * 60_000;

/**
 * A world at noon in which QFPay's notifications are lost, so that refunds are heard of by asking, with people who give money back. Each
 * test begins under QFPay's usual policies.
 */
export function refundQueue(database: ReturnType<typeof useTestDatabase>) {
  let world: World;
  let desk: RefundDesk;
  beforeAll(async () => {
    world = await startWorld({ databaseUrl: database.url, startAt: new Date("2026-03-10T12:00:00+08:00") });
    desk = await openRefundDesk(world);
  });
  afterAll(() => world.stop());
  beforeEach(async () => {
    await world.simulator.control("POST", "/control/faults", {
      match: { operation: "notification", chance: 1 },
      action: { loseNotification: true },
    });
  });
  afterEach(async () => {
    await world.simulator.control("DELETE", "/control/faults");
    await desk.policies();
  });
  return {
    get world() {
      return world;
    },
    get desk() {
      return desk;
    },
    brokenPromises: () => brokenInvariants(database.db.read.sql),
    /** Noon of the next day, when no takings are there yet. */
    async noonOfNextDay(): Promise<void> {
      const day = new Date(world.now().getTime() + 32 * HOUR).toISOString().slice(0, 10);
      await world.setClock(new Date(`${day}T12:00:00+08:00`));
    },
    /** How often QFPay gave back under this number. */
    async backAtQfpay(outTradeNo: string): Promise<number> {
      const book = await world.simulator.book();
      return book.filter((row) => row.kind === "refund" && row.out_trade_no === outTradeNo && row.respcd === "0000").length;
    },
    /** The time of the plan comes, and the round that sends. */
    async untilNextTry(refund: { waits: { nextSendAt: string } | null }): Promise<void> {
      await world.setClock(new Date(Date.parse(refund.waits?.nextSendAt ?? "") + 1_000));
      await world.rounds.sendRefunds();
    },
    /** A refund that was asked for and not sent yet. */
    async asked(order: OrderDetail, amount: string) {
      const paymentId = order.payments[0]?.id ?? "";
      return (await requestRefund(desk.ctx, { requestId: crypto.randomUUID(), paymentId, amount, reason: "returned goods" })).refund;
    },
  };
}
