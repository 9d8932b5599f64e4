import { brokenInvariants } from "@tillbook/db/invariants";
import type { KnownPayment } from "@tillbook/db/payments";
import { describe, expect, it } from "vitest";
import { collect } from "../desk/index.ts";
import { type Desk, shopAtFakeQfpay, wish } from "../payments/testing/shop.ts";
import { recordObservation } from "./index.ts";

const shop = shopAtFakeQfpay();
const CROWD = 40;

/** News that a payment was paid, of the amount that is told. */
function paid(desk: Desk, { outTradeNo, amount, payType }: Pick<KnownPayment, "outTradeNo" | "amount" | "payType">, syssn: string) {
  const said = { syssn, sysdtm: shop.now(), paydtm: shop.now(), chnlsn: null };
  return recordObservation(desk.clock, {
    ...said,
    about: "payment",
    fact: { is: "paid", ...said },
    source: "notification",
    claimed: { outTradeNo, amount, payType, mchid: null },
    origssn: null,
    txdtm: null,
    respcd: "0000",
    cancel: "0",
    notifyType: "payment",
    raw: `{"${syssn}":"half a character \ud83d"}`,
  });
}

async function crowd(desk: Desk): Promise<KnownPayment[]> {
  const ids = await Promise.all(Array.from({ length: CROWD }, () => collect(desk.cashier, wish())));
  const payments = await Promise.all(ids.map((id) => desk.payments(id)));
  return payments.flat();
}

describe("news that comes in a crowd", () => {
  it("moves each payment as it would alone, and keeps aside what it would keep aside", async () => {
    const desk = await shop.open();
    const payments = await crowd(desk);
    expect(payments).toHaveLength(CROWD);
    const [wrong, twice, ...others] = payments;
    if (!wrong || !twice) throw new Error("nobody came");
    const amount = { ...wrong.amount, minor: wrong.amount.minor + 1n };
    const said = await Promise.all([
      paid(desk, { ...wrong, amount }, "WRONG1"),
      paid(desk, twice, "TWICE1"),
      paid(desk, twice, "TWICE1"),
      paid(desk, { ...twice, outTradeNo: "NOT-OURS" }, "NOBODYS1"),
      ...others.map((payment, nth) => paid(desk, payment, `OTHER${nth}`)),
    ]);
    expect(said.map(({ verdict }) => verdict).slice(0, 4)).toEqual(["mismatched", "verified", "duplicate", "unknown"]);
    expect(said.slice(4).every(({ verdict, payment }) => verdict === "verified" && payment?.state.at === "paid")).toBe(true);
    expect(await brokenInvariants(shop.db.read.sql)).toEqual([]);
    const orders = await Promise.all(payments.map(({ orderId }) => shop.db.read.orders.byId(desk.clock.account.id, orderId)));
    expect(orders.map((order) => order?.state)).toEqual(["open", ...Array.from({ length: CROWD - 1 }, () => "paid")]);
  });

  it("waits for nobody but where its own order is held", async () => {
    const desk = await shop.open();
    const [held, ...others] = await crowd(desk);
    if (!held) throw new Error("nobody came");
    const news: Promise<unknown>[] = [];
    await shop.db.unitOfWork(async (tx) => {
      await tx.orders.lock(desk.clock.account.id, held.orderId);
      news.push(paid(desk, held, "HELD1"));
      await Promise.all(others.map((payment, nth) => paid(desk, payment, `FREE${nth}`)));
    });
    await Promise.all(news);
    expect((await shop.db.read.payments.byId(desk.clock.account.id, held.id))?.state.at).toBe("paid");
  });
});
