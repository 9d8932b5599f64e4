import { after, anOrder, aPaidPayment, aPayment, NOW, useTestDatabase } from "@tillbook/db/testing";
import { beforeAll, describe, expect, it } from "vitest";
import type { Context } from "../context/index.ts";
import { type Address, addressOn, noticeOf, type Shop } from "../notifications/testing/address.ts";
import type { LightName } from "../views/index.ts";
import { readHealth, readHealthMark } from "./index.ts";

const database = useTestDatabase();
const MINUTE = 60_000;
let address: Address;
let shop: Shop;
let owner: Context;
beforeAll(async () => {
  address = addressOn(database.db);
  shop = await address.openShop("the shop's key");
  owner = address.at(shop, "owner");
});

async function light(name: LightName) {
  const found = (await readHealth(owner)).lights.find((each) => each.name === name);
  if (!found) throw new Error(`there is no light ${name}`);
  return found;
}

describe("health, read from the books", () => {
  it("says that no worker has run where there is no queue", async () => {
    expect(await light("queue")).toMatchObject({ tone: "red", advice: "queue_absent" });
  });

  it("sees rounds by the queue's own rows and clock", async () => {
    const { sql } = database.db.read;
    await sql(`CREATE SCHEMA graphile_worker`);
    await sql(
      `CREATE TABLE graphile_worker.jobs AS SELECT name AS "task_identifier", name AS "key", now() AS "created_at", now() + interval '1 second' AS "run_at",
         NULL::timestamptz AS "locked_at" FROM unnest(ARRAY['enquire', 'expire']) name`,
    );
    expect(await light("queue")).toMatchObject({ tone: "green", advice: "queue_fine", figures: [{ name: "rounds", value: 2 }, {}, {}] });
    await sql(`UPDATE graphile_worker.jobs SET "run_at" = now() - interval '10 minutes' WHERE "task_identifier" = 'expire'`);
    expect(await light("queue")).toMatchObject({ tone: "red", advice: "queue_late" });
    await sql(`UPDATE graphile_worker.jobs SET "locked_at" = now() - interval '20 minutes'`);
    expect(await light("queue")).toMatchObject({ tone: "red", advice: "queue_hangs" });
    await sql(`UPDATE graphile_worker.jobs SET "locked_at" = NULL, "run_at" = now()`);
  });

  it("sees payments that are overdue for an enquiry", async () => {
    const payment = await aPayment(database.db, await anOrder(database.db, shop.account.id), { nextEnquiryAt: after(-2 * MINUTE) });
    expect(await light("resolver")).toMatchObject({ tone: "amber", advice: "resolver_behind" });
    await database.db.read.sql(`UPDATE "Payment" SET "nextEnquiryAt" = NULL WHERE "id" = $1`, [payment.id]);
    expect(await light("resolver")).toMatchObject({ tone: "green" });
  });

  it("raises the silence alarm when payments are only known by asking, and takes it back when QFPay is heard again", async () => {
    address.setClock(after(20 * MINUTE));
    expect(await light("notifications")).toMatchObject({ tone: "green", advice: "notifications_quiet" });
    for (let count = 0; count < 3; count++) await aPaidPayment(database.db, shop.account.id);
    expect(await light("notifications")).toMatchObject({ tone: "red", advice: "notifications_silent" });
    const told = await aPayment(database.db, await anOrder(database.db, shop.account.id), { createdAt: after(MINUTE) });
    address.setClock(after(MINUTE));
    await address.notify(noticeOf(told), shop.key);
    address.setClock(after(20 * MINUTE));
    expect(await light("notifications")).toMatchObject({ tone: "amber", advice: "notifications_missing" });
    address.setClock(after(25 * 60 * MINUTE));
    expect(await light("notifications")).toMatchObject({ tone: "green", advice: "notifications_quiet" });
    address.setClock(NOW);
  });

  it("sees forgeries that name one of our numbers, and odd notices", async () => {
    const payment = await aPayment(database.db, await anOrder(database.db, shop.account.id));
    await address.notify(noticeOf(payment), "a guessed key");
    await expect
      .poll(() => light("signatures"))
      .toMatchObject({
        tone: "amber",
        figures: [{ name: "forged_this_hour", value: 1 }, { value: 0 }, { name: "forged_naming_ours", value: 1 }],
      });
    await address.notify(noticeOf(payment, { txamt: "1" }), shop.key);
    expect(await light("cases")).toMatchObject({ tone: "amber", advice: "cases_wait" });
  });

  it("compares QFPay's clock with ours by the calls that made payments", async () => {
    for (const seconds of [70, 71, 72]) {
      const payment = await aPaidPayment(database.db, shop.account.id);
      await database.db.read.sql(`UPDATE "Payment" SET "sysdtm" = $2 WHERE "id" = $1`, [payment.id, after(seconds * 1_000)]);
      await database.db.read.observations.insert({
        accountId: shop.account.id,
        paymentId: payment.id,
        refundId: null,
        source: "response",
        verdict: "verified",
        findings: [],
        outTradeNo: payment.outTradeNo,
        syssn: null,
        respcd: "1143",
        notifyType: null,
        raw: "{}",
        request: { operation: "create", at: NOW, answeredAt: after(1_000) },
        receivedAt: NOW,
      });
    }
    expect(await light("clock")).toMatchObject({ tone: "red", figures: [{ value: 3 }, { name: "clock_off_by", value: 70 }] });
  });

  it("is for owner and finance, and of their own account", async () => {
    await expect(readHealth(address.at(shop, "cashier"))).rejects.toMatchObject({ code: "not_allowed" });
    await expect(readHealthMark(address.at(shop, "cashier"))).rejects.toMatchObject({ code: "not_allowed" });
    const neighbour = address.at(await address.openShop("next door"), "owner");
    const lights = (await readHealth(neighbour)).lights;
    expect(lights.find(({ name }) => name === "cases")).toMatchObject({ tone: "green" });
    expect(await readHealthMark(neighbour)).toEqual({ red: 0 });
  });
});

describe("the mark", () => {
  it("counts the red lights, and measures once for all who ask at a time", async () => {
    expect(await readHealthMark(owner)).toEqual({ red: 1 }); // the clock
    await database.db.read.sql(`DROP SCHEMA graphile_worker CASCADE`);
    expect(await Promise.all([1, 2, 3].map(() => readHealthMark(owner)))).toEqual([{ red: 1 }, { red: 1 }, { red: 1 }]);
  });
});
