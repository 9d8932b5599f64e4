import { brokenInvariants } from "@tillbook/db/invariants";
import type { KnownPayment } from "@tillbook/db/payments";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { PaymentContext } from "../context/index.ts";
import { recordObservation } from "../observations/index.ts";
import { lookAgain } from "../pay-links/index.ts";
import { askAboutPayments, checkNow, enquireOpenPayments } from "../payments/index.ts";
import type { WireRow } from "../payments/testing/fake-qfpay.ts";
import { type Desk, shopAtFakeQfpay, wish } from "../payments/testing/shop.ts";
import { collect } from "./index.ts";

const shop = shopAtFakeQfpay();
const ROUNDS = 500;
const SIDE_BY_SIDE = 10;

/** QFPay's notification of a payment, as it is heard once its signature was found true. */
function notified(ctx: PaymentContext, payment: KnownPayment, row: WireRow) {
  const { outTradeNo, amount, payType } = payment;
  const paid = { syssn: row.syssn, sysdtm: shop.now(), paydtm: shop.now(), chnlsn: null };
  return recordObservation(ctx, {
    ...paid,
    about: "payment",
    fact: { is: "paid", ...paid },
    source: "notification",
    claimed: { outTradeNo, amount, payType, mchid: null },
    origssn: null,
    txdtm: null,
    respcd: "0000",
    cancel: "0",
    notifyType: "payment",
    raw: `{"notice of":"${outTradeNo}"}`,
  });
}

/** Everybody hears of one payment at once: QFPay tells twice, the clock, an operator and the customer's page ask. */
async function everybodyAtOnce(desk: Desk): Promise<void> {
  const orderId = await collect(desk.cashier, wish());
  const [payment] = await desk.payments(orderId);
  const order = await shop.db.read.orders.byId(desk.clock.account.id, orderId);
  if (!payment || !order) throw new Error("nothing was collected");
  const row = shop.qfpay.pay(payment.outTradeNo);
  await Promise.all([
    notified(desk.clock, payment, row),
    askAboutPayments(desk.clock, [payment], { priority: "sweep" }),
    checkNow(desk.cashier, orderId),
    lookAgain(desk.clock, order),
    enquireOpenPayments(desk.clock, async () => desk.clock, 10),
    notified(desk.clock, payment, row),
  ]);
}

const story = z.object({ payments: z.int(), orders: z.int(), heard: z.int(), rounds: z.int() });

describe("notification, enquiry, the customer's page and an operator at once", () => {
  it(`make one transition together, ${ROUNDS} times over`, async () => {
    const desk = await shop.open();
    for (let round = 0; round < ROUNDS; round += SIDE_BY_SIDE) {
      await Promise.all(Array.from({ length: SIDE_BY_SIDE }, () => everybodyAtOnce(desk)));
      shop.advance(13_000); // the first enquiry of the next round's plan is never due before it is asked for
    }
    const [counts] = await shop.db.read.sql(
      `SELECT count(*) FILTER (WHERE c."subject" = 'payment' AND c."after" = 'paid')::int AS "payments",
         count(*) FILTER (WHERE c."subject" = 'order' AND c."after" = 'paid')::int AS "orders",
         count(*) FILTER (WHERE c."after" = 'paid' AND c."observationId" IS NOT NULL AND c."actor" <> '')::int AS "heard",
         count(DISTINCT c."subjectId") FILTER (WHERE c."subject" = 'order')::int AS "rounds"
       FROM "StateChange" c WHERE c."accountId" = $1`,
      [desk.clock.account.id],
    );
    expect(story.parse(counts)).toEqual({ payments: ROUNDS, orders: ROUNDS, heard: 2 * ROUNDS, rounds: ROUNDS });
    expect(await brokenInvariants(shop.db.read.sql)).toEqual([]);
  });
});
