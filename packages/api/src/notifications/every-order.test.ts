import { brokenInvariants } from "@tillbook/db/invariants";
import { anOrder, aPayment, aRefund, NOW, useTestDatabase } from "@tillbook/db/testing";
import { money } from "@tillbook/domain/money";
import type { Payment } from "@tillbook/domain/payments";
import type { Refund } from "@tillbook/domain/refunds";
import type { TransactionRow } from "@tillbook/qfpay/enquiries";
import { beforeAll, describe, expect, it } from "vitest";
import type { Context } from "../context/index.ts";
import { heardOfPaymentRow, heardOfRefundRow, recordObservation } from "../observations/index.ts";
import { type Address, addressOn, noticeOf, type Shop, syssnOf } from "./testing/address.ts";

const database = useTestDatabase();
let address: Address;
let shop: Shop;
let ctx: Context;
beforeAll(async () => {
  address = addressOn(database.db);
  shop = await address.openShop("the shop's key");
  ctx = address.at(shop);
});

type Story = { payment: Payment; refunds: readonly [Refund, Refund] };
const NEWS = ["paid", "first refund", "second refund", "late duplicate of paid", "close"] as const;
type News = (typeof NEWS)[number];

/** Every order in which five things can come. */
function ordersOf<T>(things: readonly T[]): T[][] {
  if (things.length === 0) return [[]];
  return things.flatMap((first, at) => ordersOf(things.toSpliced(at, 1)).map((rest) => [first, ...rest]));
}
const ORDERS = ordersOf(NEWS);

/** An attempt that we sent and two refunds of it that we sent; QFPay did all three and has told us nothing yet. */
async function aStory(): Promise<Story> {
  const payment = await aPayment(database.db, await anOrder(database.db, shop.account.id));
  const refunds = [aRefund(payment, { amount: money(1_000n, "HKD") }), aRefund(payment, { amount: money(2_000n, "HKD") })] as const;
  for (const refund of refunds) await database.db.read.refunds.insert(refund);
  await begun("order", payment.orderId, "open");
  await begun("payment", payment.id, "submitted");
  for (const refund of refunds) await begun("refund", refund.id, "submitted");
  return { payment, refunds };
}

/** Who began it, as the verbs write it down that begin things. */
async function begun(subject: "order" | "payment" | "refund", subjectId: string, after: string): Promise<void> {
  const { observations, audit } = database.db.read;
  const by = { accountId: shop.account.id, actor: "test", at: NOW };
  await observations.insertChange({ ...by, subject, subjectId, before: null, after, observationId: null });
  await audit.insert({ ...by, action: `${subject}.begun`, subject, subjectId });
}

async function tell({ payment, refunds: [first, second] }: Story, news: News): Promise<void> {
  const bodies = {
    paid: noticeOf(payment),
    "first refund": noticeOf(first, { orig_syssn: syssnOf(payment) }),
    "second refund": noticeOf(second),
    "late duplicate of paid": noticeOf(payment),
    close: noticeOf(payment, { notify_type: "close" }),
  } satisfies Record<News, string>;
  expect(await address.notify(bodies[news], shop.key)).toEqual({ is: "stored" });
}

/** QFPay answers an enquiry with what is true over there. */
async function enquire({ payment, refunds }: Story): Promise<void> {
  await recordObservation(ctx, heardOfPaymentRow(rowOf(payment, null), payment, NOW));
  for (const refund of refunds) await recordObservation(ctx, heardOfRefundRow(rowOf(refund, syssnOf(payment))));
}

function rowOf(done: Payment | Refund, origSyssn: string | null): TransactionRow {
  const said = {
    syssn: syssnOf(done),
    origSyssn,
    outTradeNo: done.outTradeNo,
    amount: done.amount,
    payType: "800201",
    sysdtm: NOW,
    paydtm: NOW,
    txdtm: NOW,
    respcd: "0000",
  } as const;
  const unsaid = { chnlsn: null, chnlsn2: null, cardcd: null, udid: null, errmsg: null } as const;
  const noCash = { cashFee: null, cashFeeType: null, cashRefundFee: null, cashRefundFeeType: null, exchangeRate: null } as const;
  const orderType = origSyssn === null ? "payment" : "refund";
  return { ...said, ...unsaid, ...noCash, orderType, cancel: "none", state: { kind: "accepted" }, fields: {} };
}

/** How a story ended: states, money, and how often each thing changed. */
async function endOf({ payment, refunds }: Story): Promise<unknown> {
  const { sql } = database.db.read;
  const ids = [payment.orderId, payment.id, ...refunds.map(({ id }) => id)];
  const [changes, states, transactions] = await Promise.all([
    sql(`SELECT "subject", "after" FROM "StateChange" WHERE "subjectId" = ANY($1) AND "before" IS NOT NULL ORDER BY "subject", "after"`, [
      ids,
    ]),
    sql(
      `SELECT o."state" AS "order", o."paidPaymentId" = p."id" AS "counts", p."state" AS "payment", p."late",
         (SELECT jsonb_agg(jsonb_build_array(r."state", r."amountMinor") ORDER BY r."amountMinor") FROM "Refund" r WHERE r."paymentId" = p."id") AS "refunds"
       FROM "Payment" p JOIN "Order" o ON o."id" = p."orderId" WHERE p."id" = $1`,
      [payment.id],
    ),
    sql(
      `SELECT "kind", "amountMinor"::text AS "amount", "respcd" FROM "Transaction" WHERE "paymentId" = $1 OR "refundId" = ANY($2) ORDER BY 2`,
      [payment.id, refunds.map(({ id }) => id)],
    ),
  ]);
  return { changes, states, transactions };
}

const PAID_AND_PARTLY_BACK = {
  changes: [
    { subject: "order", after: "paid" },
    { subject: "payment", after: "paid" },
    { subject: "refund", after: "refunded" },
    { subject: "refund", after: "refunded" },
  ],
  states: [
    {
      order: "paid",
      counts: true,
      payment: "paid",
      late: null,
      refunds: [
        ["refunded", 1000],
        ["refunded", 2000],
      ],
    },
  ],
  transactions: [
    { kind: "refund", amount: "-1000", respcd: "0000" },
    { kind: "refund", amount: "-2000", respcd: "0000" },
    { kind: "payment", amount: "10000", respcd: "0000" },
  ],
};

describe("a payment, two refunds, a late duplicate and a close", () => {
  it.each(NEWS)("end alike in all orders that begin with %s, with an enquiry in between and without", async (begin) => {
    const orders = ORDERS.filter(([first]) => first === begin);
    expect(orders).toHaveLength(24);
    const played = orders.flatMap((order, at) => [
      { order, asksAfter: null },
      { order, asksAfter: (at % NEWS.length) + 1 },
    ]);
    await Promise.all(
      played.map(async ({ order, asksAfter }) => {
        const story = await aStory();
        for (const [at, news] of order.entries()) {
          await tell(story, news);
          if (at + 1 === asksAfter) await enquire(story);
        }
        expect(await endOf(story)).toEqual(PAID_AND_PARTLY_BACK);
      }),
    );
  });

  it("leave every promise about money kept", async () => {
    expect(await brokenInvariants(database.db.read.sql)).toEqual([]);
  });
});
