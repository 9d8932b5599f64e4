import { after, anOrder, aPaidPayment, aPayment, aRefund, NOW, useTestDatabase } from "@tillbook/db/testing";
import type { Payment } from "@tillbook/domain/payments";
import { beforeAll, describe, expect, it } from "vitest";
import type { Context } from "../context/index.ts";
import { type Address, accountOf, addressOn, noticeOf, type Shop, syssnOf } from "../notifications/testing/address.ts";
import { newId } from "../orders/index.ts";
import { readEvidence } from "./index.ts";

const database = useTestDatabase();
let address: Address;
let shop: Shop;
let finance: Context;
beforeAll(async () => {
  address = addressOn(database.db);
  shop = await address.openShop("CANARYCLIENTKEY0000000000000001", { mchid: "SHOP1" });
  await database.db.read.sql(
    `UPDATE "MerchantAccount" SET "appCode" = 'CANARYAPPCODE00000000000000APP1', "previousSealedClientKey" = 'sealed:CANARYPREVIOUSKEY0000000000001', "previousKeyUntil" = $2 WHERE "id" = $1`,
    [shop.account.id, after(1_000_000)],
  );
  address.wait(60_000);
  shop = { ...shop, account: await accountOf(database.db, shop.account.id) };
  finance = address.at(shop, "finance");
});

const OPENID = "oCANARYofTHEpayer_0123456789";
const SIGNATURE = "ABCD0123456789CANARYSIGNATURE0000";
const CANARIES = [
  "CANARYCLIENTKEY",
  "CANARYPREVIOUSKEY",
  "CANARYAPPCODE",
  OPENID,
  SIGNATURE.slice(0, 5),
  "CANARY-NOTE",
  "CANARY-REASON",
  "CANARY-CASE",
  "CANARY-LINK",
];

const sent = (over: object = {}) => ({
  callId: newId(),
  operation: "create",
  method: "POST",
  path: "/trade/v1/payment",
  fields: { out_trade_no: "P1", txamt: "10000", sub_openid: OPENID, code: OPENID, sign: SIGNATURE },
  appCode: "APP1",
  signType: "SHA256",
  sign: SIGNATURE,
  at: NOW,
  answeredAt: after(800),
  httpStatus: 200,
  ...over,
});

/** A payment that everything was heard about, with a canary in every place where one could sit. */
async function aStory(): Promise<Payment> {
  const order = await anOrder(database.db, shop.account.id, { note: "CANARY-NOTE", goodsName: "Tea", linkToken: "CANARY-LINK" });
  const payment = await aPayment(database.db, order);
  const heard = {
    accountId: shop.account.id,
    paymentId: payment.id,
    refundId: null,
    findings: [],
    outTradeNo: payment.outTradeNo,
    syssn: null,
    notifyType: null,
    verdict: "verified" as const,
  };
  await database.db.read.observations.insert({
    ...heard,
    source: "response",
    respcd: "1143",
    raw: JSON.stringify({ respcd: "1143", resperr: `bad text a=1${shop.key} for ${OPENID}`, qrcode: `weixin://${OPENID}`, openid: OPENID }),
    request: sent(),
    receivedAt: after(800),
  });
  await database.db.read.observations.insert({
    ...heard,
    source: "enquiry",
    respcd: "1143",
    raw: `<html>${shop.key}</html>`,
    request: sent({ operation: "query", path: "/trade/v1/query", fields: { out_trade_no: payment.outTradeNo } }),
    receivedAt: after(4_000),
  });
  await address.notify(noticeOf(payment, { mchid: "SHOP1", cardcd: OPENID }), shop.key);
  await address.notify(noticeOf(payment, { mchid: "SHOP1", txamt: "1", goods_name: shop.key }), shop.key);
  await address.deliver({ rawBody: Buffer.from(noticeOf(payment, { cardcd: OPENID })), signature: SIGNATURE });
  const refund = aRefund(payment, { reason: "CANARY-REASON" });
  await database.db.read.refunds.insert(refund);
  await address.notify(noticeOf(refund, { mchid: "SHOP1" }), shop.key);
  await database.db.read.sql(`UPDATE "PaymentCase" SET "note" = 'CANARY-CASE' WHERE "accountId" = $1`, [shop.account.id]);
  return payment;
}

describe("the evidence of a payment", () => {
  it("holds ids, clocks, calls, deliveries, changes, cases and refunds", async () => {
    const payment = await aStory();
    const evidence = await readEvidence(finance, { paymentId: payment.id });
    expect(evidence).toMatchObject({
      account: { name: "A Shop", appCodeEnding: "APP1", mchid: "SHOP1", environment: "production", qfpay: "qfpay.example" },
      order: { state: "paid", amount: { amount: "100.00", currency: "HKD" } },
      payment: { outTradeNo: payment.outTradeNo, syssn: syssnOf(payment), payType: "800201", state: "paid", counts: true },
      refunds: [{ state: "refunded", amount: { amount: "10.00" } }],
      cases: [{ kind: "quarantined", closedAt: null }],
      isCut: false,
      questions: ["does_not_fit"],
    });
    expect(evidence.clocks.map(({ name, utc8, clock }) => [name, utc8, clock])).toEqual([
      ["order_created", "2026-03-10 10:00:00 UTC+8", "ours"],
      ["payment_created", "2026-03-10 10:00:00 UTC+8", "ours"],
      ["txdtm", "2026-03-10 10:00:00 UTC+8", "ours"],
      ["sysdtm", "2026-03-10 10:00:00 UTC+8", "qfpay"],
      ["paydtm", "2026-03-10 10:00:00 UTC+8", "shopper"],
      ["expires", "2026-03-10 10:30:00 UTC+8", "ours"],
      ["bundled", "2026-03-10 10:00:00 UTC+8", "ours"],
    ]);
    expect(evidence.calls).toMatchObject([
      {
        source: "response",
        respcd: "1143",
        sent: { operation: "create", sign: "ABCD…", fields: { txamt: "10000", sub_openid: "(left out)" } },
      },
      { source: "enquiry", respcd: "1143", answer: { is: "unreadable" } },
    ]);
    expect(evidence.notifications.map(({ verdict, notifyType }) => [verdict, notifyType])).toEqual([
      ["verified", "payment"],
      ["mismatched", "payment"],
      ["forged", "payment"],
      ["verified", "refund"],
    ]);
    expect(evidence.changes.map(({ subject, after: to, by }) => `${subject} ${to} ${by}`)).toEqual(
      expect.arrayContaining(["payment paid notification", "order paid notification", "refund refunded notification"]),
    );
  });

  it("holds no key, no signature, no id of a person and nothing that staff wrote for themselves", async () => {
    const [payment] = await database.db.read.sql<{ id: string }>(`SELECT "id" FROM "Payment" WHERE "accountId" = $1 LIMIT 1`, [
      shop.account.id,
    ]);
    const text = JSON.stringify(await readEvidence(finance, { paymentId: payment?.id ?? "" }));
    const dump = JSON.stringify(
      await database.db.read.sql(`SELECT "raw", "signature", "request" FROM "Observation" UNION ALL SELECT "note", "linkToken", NULL FROM "Order"
        UNION ALL SELECT "reason", NULL, NULL FROM "Refund" UNION ALL SELECT "note", NULL, NULL FROM "PaymentCase"
        UNION ALL SELECT "appCode", "sealedClientKey", to_jsonb("previousSealedClientKey") FROM "MerchantAccount"`),
    );
    for (const canary of CANARIES) {
      expect(dump).toContain(canary); // it was planted
      expect(text).not.toContain(canary);
    }
  });

  it("is for those who may read the ledger, of their own account alone", async () => {
    const { id: paymentId } = await aPaidPayment(database.db, shop.account.id);
    await expect(readEvidence(address.at(shop, "cashier"), { paymentId })).rejects.toMatchObject({ code: "not_allowed" });
    const neighbour = address.at(await address.openShop("next door"), "owner");
    await expect(readEvidence(neighbour, { paymentId })).rejects.toMatchObject({ code: "not_found" });
    await expect(readEvidence(finance, { paymentId: newId() })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the letter to QFPay's support", () => {
  it("names in both languages what they ask for, and asks politely", async () => {
    const payment = await aPayment(database.db, await anOrder(database.db, shop.account.id));
    address.setClock(after(2 * 3_600_000));
    const { letter, questions } = await readEvidence(finance, { paymentId: payment.id });
    address.setClock(NOW);
    expect(questions).toEqual(["what_became_of_it"]);
    for (const text of [letter.en, letter["zh-Hant"]]) {
      expect(text).toContain(`out_trade_no: ${payment.outTradeNo}`);
      expect(text).toMatch(/app_code.*…APP1/);
      expect(text).toContain("mchid: SHOP1");
      expect(text).toContain("HKD 100.00");
      expect(text).toContain("2026-03-10 10:00:00");
      expect(text).toContain("UTC+8");
    }
    expect(letter.en).toMatch(/Dear QFPay support.*Was this transaction paid\?.*Thank you/s);
    expect(letter["zh-Hant"]).toMatch(/QFPay 支援團隊.*此交易是否已付款？.*謝謝/s);
  });

  it("of a paid payment that we only know by asking, asks where its notification went", async () => {
    const payment = await aPaidPayment(database.db, shop.account.id);
    address.setClock(after(11 * 60_000));
    expect((await readEvidence(finance, { paymentId: payment.id })).questions).toEqual(["no_notification"]);
    address.setClock(NOW);
  });

  it("of a refund that does not end, asks what became of it", async () => {
    const payment = await aPaidPayment(database.db, shop.account.id);
    await address.notify(noticeOf(payment, { mchid: "SHOP1", syssn: payment.state.at === "paid" ? payment.state.syssn : "" }), shop.key);
    const refund = aRefund(payment);
    await database.db.read.refunds.insert(refund);
    address.setClock(after(3_600_000));
    const { questions, letter } = await readEvidence(finance, { paymentId: payment.id });
    address.setClock(NOW);
    expect(questions).toEqual(["refund_unclear"]);
    expect(letter.en).toContain(`Refund: out_trade_no ${refund.outTradeNo}`);
  });
});
