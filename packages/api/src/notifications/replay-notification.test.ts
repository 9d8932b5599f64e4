import { anOrder, aPayment, aRefund, NOW, useTestDatabase } from "@tillbook/db/testing";
import type { Payment } from "@tillbook/domain/payments";
import { beforeAll, describe, expect, it } from "vitest";
import type { Context } from "../context/index.ts";
import { listNotificationsSchema, readNotifications } from "./read-ledger.ts";
import { replayNotification } from "./replay-notification.ts";
import { type Address, accountOf, addressOn, noticeOf, type Shop, signedWith, syssnOf } from "./testing/address.ts";

const database = useTestDatabase();
let address: Address;
let shop: Shop;
let finance: Context;
beforeAll(async () => {
  address = addressOn(database.db);
  shop = await address.openShop("the shop's key", { mchid: "SHOP1" });
  finance = address.at(shop, "finance");
});

const replay = (notificationId: string, ctx = finance) => replayNotification(ctx, { notificationId });
async function newest(ctx = finance) {
  const [item] = (await readNotifications(ctx, listNotificationsSchema.parse({ limit: 1 }))).items;
  if (!item) throw new Error("the ledger is empty");
  return item;
}
async function submitted(): Promise<Payment> {
  return aPayment(database.db, await anOrder(database.db, shop.account.id));
}
const notice = (payment: Payment, over: object = {}) => noticeOf(payment, { mchid: "SHOP1", ...over });
async function stateOf(table: "Payment" | "Refund", id: string) {
  const [row] = await database.db.read.sql(`SELECT "state" FROM "${table}" WHERE "id" = $1`, [id]);
  return row?.["state"];
}
async function set(column: "sealedClientKey" | "mchid", value: string): Promise<void> {
  await database.db.read.sql(`UPDATE "MerchantAccount" SET "${column}" = $2 WHERE "id" = $1`, [shop.account.id, value]);
  address.wait(1_000); // a change is known within seconds
}

describe("a delivery that is judged again", () => {
  it("is believed when our key had been wrong, moves the money, and stands beside the old one with who asked", async () => {
    const payment = await submitted();
    await address.notify(notice(payment), "QFPay's new key");
    const forged = await newest();
    expect(forged).toMatchObject({ verdict: "forged", outTradeNo: payment.outTradeNo });
    expect((await replay(forged.id)).replays).toMatchObject([{ verdict: "forged", moved: [] }]);
    await set("sealedClientKey", "sealed:QFPay's new key");
    const after = await replay(forged.id);
    await set("sealedClientKey", "sealed:the shop's key");
    expect(after).toMatchObject({
      id: forged.id,
      verdict: "forged",
      replays: [
        { verdict: "forged", replayOf: forged.id },
        { verdict: "verified", signedBy: "current", replayOf: forged.id, replayedBy: "staff:finance-1" },
      ],
    });
    expect(after.replays[1]?.moved.map(({ subject, after: to }) => `${subject} ${to}`)).toEqual(["payment paid", "order paid"]);
    const deeds = await database.db.read.sql(`SELECT "actor", "details" FROM "AuditEntry" WHERE "subjectId" = $1 ORDER BY "id"`, [
      forged.id,
    ]);
    expect(deeds).toEqual([
      { actor: "staff:finance-1", details: { judged: "forged" } },
      { actor: "staff:finance-1", details: { judged: "true" } },
    ]);
  });

  it("is a repeat when it had been believed, however often somebody asks", async () => {
    const payment = await submitted();
    await address.notify(notice(payment), shop.key);
    const { id } = await newest();
    await replay(id);
    const twice = await replay(id);
    expect(twice.replays.map(({ verdict, moved }) => [verdict, moved])).toEqual([
      ["duplicate", []],
      ["duplicate", []],
    ]);
    expect((await replay(twice.replays[1]?.id ?? "")).id).toBe(id); // a replay of a replay is one of the first
  });

  it("moves nothing backwards: the payment of a refund that is done stays given back", async () => {
    const payment = await submitted();
    await address.notify(notice(payment), shop.key);
    const paid = await newest();
    const refund = aRefund(payment, { amount: payment.amount });
    await database.db.read.refunds.insert(refund);
    await address.notify(noticeOf(refund, { mchid: "SHOP1", orig_syssn: syssnOf(payment) }), shop.key);
    expect(await stateOf("Refund", refund.id)).toBe("refunded");
    await replay(paid.id);
    expect([await stateOf("Payment", payment.id), await stateOf("Refund", refund.id)]).toEqual(["paid", "refunded"]);
  });

  it("is judged by its very bytes, also where they are no text", async () => {
    const bytes = Buffer.concat([Buffer.from('{"out_trade_no":"'), Buffer.from([0xff, 0x00, 0xfe]), Buffer.from('"}')]);
    await address.notify(bytes, shop.key);
    const { id } = await newest();
    const [again] = (await replay(id)).replays;
    expect(again).toMatchObject({ verdict: "unknown", signedBy: "current", findings: [{ code: "not_utf8" }] }); // not forged: the signature still fits
  });

  it("leaves quarantine when today's books agree with it", async () => {
    const payment = await submitted();
    await address.notify(notice(payment, { mchid: "SHOP2" }), shop.key);
    const { id } = await newest();
    expect(await replay(id)).toMatchObject({ findings: [{ code: "merchant_unknown", value: "SHOP2" }], case: { isOpen: true } });
    await set("mchid", "SHOP2");
    const moved = address.at({ ...shop, account: await accountOf(database.db, shop.account.id) }, "owner");
    expect(await replay(id, moved)).toMatchObject({ case: { isOpen: false }, replays: [{ verdict: "unknown" }, { verdict: "verified" }] });
    await set("mchid", "SHOP1");
    expect(await stateOf("Payment", payment.id)).toBe("paid");
    const [closed] = await database.db.read.sql(`SELECT "resolution", "closedBy" FROM "PaymentCase" WHERE "observationId" = $1`, [id]);
    expect(closed).toEqual({ resolution: "became_clear", closedBy: "staff:owner-1" });
  });
});

describe("who may have a delivery judged again", () => {
  it("is not a cashier, and not another merchant", async () => {
    await address.notify(notice(await submitted()), shop.key);
    const { id } = await newest();
    await expect(replay(id, address.at(shop, "cashier"))).rejects.toMatchObject({ code: "not_allowed" });
    const neighbour = address.at(await address.openShop("next door"), "owner");
    await expect(replay(id, neighbour)).rejects.toMatchObject({ code: "not_found" });
    await expect(replay("999999999999999999")).rejects.toMatchObject({ code: "not_found" });
  });

  it("gets nothing out of a forged one that another merchant's key had signed after all", async () => {
    const late = signedWith(notice(await submitted()), "a key that comes later");
    await address.deliver(late);
    const { id } = await newest();
    const stranger = await address.openShop("a key that comes later");
    await expect(replay(id)).rejects.toMatchObject({ code: "not_found" });
    expect((await readNotifications(address.at(stranger, "owner"), listNotificationsSchema.parse({}))).items).toEqual([]);
  });

  it("cannot have one judged that was not kept whole", async () => {
    const body = Buffer.from(notice(await submitted(), { goods_info: "x".repeat(5_000) }));
    address.setClock(new Date(NOW.getTime() + 1_000)); // newer than the rest
    await address.deliver({ rawBody: body, signature: "0".repeat(32) });
    const { id } = await newest();
    await expect(replay(id)).rejects.toMatchObject({ code: "invalid_input" });
  });
});
