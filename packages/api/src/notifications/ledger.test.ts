import { after, anOrder, aPayment, NOW, useTestDatabase } from "@tillbook/db/testing";
import type { Payment } from "@tillbook/domain/payments";
import { beforeAll, describe, expect, it } from "vitest";
import type { Context } from "../context/index.ts";
import { createForgedIntake, FORGED_KEPT_BYTES } from "../observations/index.ts";
import { listNotificationsSchema, readNotification, readNotifications } from "./read-ledger.ts";
import { type Address, addressOn, noticeOf, type Shop, signedWith, syssnOf } from "./testing/address.ts";

const database = useTestDatabase();
let address: Address;
let shop: Shop;
let finance: Context;
beforeAll(async () => {
  address = addressOn(database.db);
  shop = await address.openShop("the shop's key");
  finance = address.at(shop, "finance");
});

const list = (query: object = {}, ctx = finance) => readNotifications(ctx, listNotificationsSchema.parse(query));
const newest = async (query: object = {}) => {
  const [item] = (await list({ ...query, limit: 1 })).items;
  if (!item) throw new Error("the ledger is empty");
  return item;
};
const detail = (id: string, ctx = finance) => readNotification(ctx, { notificationId: id });
async function submitted(): Promise<Payment> {
  return aPayment(database.db, await anOrder(database.db, shop.account.id));
}

describe("the ledger", () => {
  it("says of a true notification which key signed it, which order it is about and what it moved", async () => {
    const payment = await submitted();
    await address.notify(noticeOf(payment, { cardcd: "oPAYER_OF_THIS_ORDER_0000000" }), shop.key);
    const row = await newest();
    expect(row).toMatchObject({
      verdict: "verified",
      findings: [],
      outTradeNo: payment.outTradeNo,
      syssn: syssnOf(payment),
      signedBy: "current",
      order: { id: payment.orderId },
      moved: [
        { subject: "payment", before: "submitted", after: "paid" },
        { subject: "order", before: "open", after: "paid" },
      ],
    });
    const shown = await detail(row.id);
    expect(JSON.parse(shown.body)).toMatchObject({ out_trade_no: payment.outTradeNo, txamt: "10000", cardcd: "(left out)" });
    expect(shown.signature).toMatch(/^[0-9A-F]{4}…$/);
    expect(shown.can.replay).toBe(true);
  });

  it("says of a repeat that it moved nothing", async () => {
    const payment = await submitted();
    for (const _time of [1, 2]) await address.notify(noticeOf(payment), shop.key);
    const rows = (await list({ q: payment.outTradeNo })).items;
    expect(rows.map(({ verdict, moved }) => [verdict, moved.length])).toEqual([
      ["duplicate", 0],
      ["verified", 2],
    ]);
  });

  it.each([
    [{ txamt: "9999" }, "mismatched", "amount_differs", "HKD 99.99"],
    [{ txamt: undefined }, "mismatched", "amount_missing", ""],
    [{ pay_type: "800101" }, "mismatched", "pay_type_differs", "800101"],
    [{ out_trade_no: "P-NOBODY" }, "unknown", "number_unknown", ""],
    [{ respcd: "1143" }, "unknown", "not_a_success", ""],
    [{ notify_type: "close" }, "unknown", "kind_unknown", "close"],
  ])("names what does not fit in %j as %s: %s %s, and has a person look at it", async (over, verdict, code, value) => {
    const payment = await submitted();
    await address.notify(noticeOf(payment, { ...over, syssn: `S${payment.outTradeNo}` }), shop.key);
    const row = await newest();
    expect(row).toMatchObject({ verdict, moved: [] });
    expect(row.findings).toContainEqual({ code, value });
    expect(await detail(row.id)).toMatchObject({ case: { isOpen: true } });
    const [still] = await database.db.read.sql(`SELECT "state" FROM "Payment" WHERE "id" = $1`, [payment.id]);
    expect(still).toEqual({ state: "submitted" });
  });

  it("opens one case for the same odd notification, however often somebody sends it", async () => {
    const body = noticeOf(await submitted(), { notify_type: "cancel" });
    for (let count = 0; count < 5; count++) await address.notify(body, shop.key);
    const cases = await database.db.read.sql(
      `SELECT c."id" FROM "PaymentCase" c JOIN "Observation" o ON o."id" = c."observationId" WHERE o."raw" = $1`,
      [body],
    );
    expect(cases).toHaveLength(1);
  });

  it("keeps bytes that are no text exactly, and says so", async () => {
    const bytes = Buffer.concat([Buffer.from('{"goods_name":"'), Buffer.from([0xc3, 0x28, 0x00]), Buffer.from('"}')]);
    await address.notify(bytes, shop.key);
    const row = await newest();
    expect(row).toMatchObject({ verdict: "unknown", findings: [{ code: "not_utf8" }], signedBy: "current" });
    expect(await detail(row.id)).toMatchObject({ bytes: bytes.length, isExactText: false, body: '{"goods_name":"\ufffd(\ufffd"}' });
  });

  it("files a forged one under the account whose number it names, unsigned and unmoved", async () => {
    const payment = await submitted();
    await address.notify(noticeOf(payment), "a guessed key");
    expect(await newest({ verdicts: ["forged"] })).toMatchObject({
      outTradeNo: payment.outTradeNo,
      findings: [{ code: "wrong_signature" }],
      signedBy: null,
      order: null,
      moved: [],
    });
  });

  it("keeps of a forged one no more than any true one has, and does not judge the rest again", async () => {
    await address.deliver({ rawBody: Buffer.alloc(60_000, "x"), signature: "0".repeat(32) });
    const row = await newest({ verdicts: ["forged"] });
    expect(row.findings).toEqual([
      { code: "wrong_signature", value: "" },
      { code: "cut", value: "60000" },
    ]);
    expect(await detail(row.id)).toMatchObject({ bytes: FORGED_KEPT_BYTES, can: { replay: false } });
  });
});

describe("looking something up", () => {
  it("finds by the start of either number, by verdict and by the day at UTC+8", async () => {
    const [first, second] = [await submitted(), await submitted()];
    address.setClock(new Date("2026-04-01T23:59:59+08:00"));
    await address.notify(noticeOf(first), shop.key);
    address.setClock(new Date("2026-04-02T00:00:00+08:00"));
    await address.notify(noticeOf(second, { txamt: "1" }), shop.key);
    address.setClock(NOW);
    const found = async (query: object) => (await list(query)).items.map(({ outTradeNo }) => outTradeNo);
    expect(await found({ day: "2026-04-01" })).toEqual([first.outTradeNo]);
    expect(await found({ day: "2026-04-02" })).toEqual([second.outTradeNo]);
    expect(await found({ q: first.outTradeNo.toLowerCase(), day: "2026-04-01" })).toEqual([first.outTradeNo]);
    expect(await found({ q: syssnOf(second) })).toEqual([second.outTradeNo]);
    expect(await found({ q: first.outTradeNo.slice(1) })).toEqual([]);
    expect(await found({ q: "%" })).toEqual([]);
    expect(await found({ day: "2026-04-02", verdicts: ["verified"] })).toEqual([]);
    expect(await found({ day: "2026-04-02", verdicts: ["verified", "mismatched"] })).toEqual([second.outTradeNo]);
  });

  it("pages through everything once, newest first, while new ones arrive", async () => {
    const all = (await list({ limit: 100 })).items;
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list({ limit: 4, cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      address.setClock(after(60_000 + seen.length));
      await address.notify(noticeOf(await submitted()), shop.key);
    } while (cursor !== null);
    address.setClock(NOW);
    expect(seen).toEqual(all.map(({ id }) => id));
  });

  it.each(["x", "e30", "WyIyMDI2IiwiMSJd", "AAAA"])("refuses the cursor %j", async (cursor) => {
    await expect(list({ cursor })).rejects.toMatchObject({ code: "invalid_input", fields: [{ field: "cursor", fault: "not_accepted" }] });
  });
});

describe("who may look", () => {
  it("is finance and the owner, not a cashier", async () => {
    await expect(list({}, address.at(shop, "cashier"))).rejects.toMatchObject({ code: "not_allowed" });
    expect((await list({}, address.at(shop, "owner"))).items.length).toBeGreaterThan(0);
  });

  it("sees what belongs to nobody only while no other merchant is served here", async () => {
    await address.deliver({ rawBody: Buffer.from("knock knock"), signature: undefined });
    const knock = await newest({ verdicts: ["forged"] });
    expect(knock.findings).toEqual([{ code: "no_signature", value: "" }]);
    const neighbour = address.at(await address.openShop("next door"), "owner");
    expect((await list({ verdicts: ["forged"] })).items.map(({ id }) => id)).not.toContain(knock.id);
    await expect(detail(knock.id)).rejects.toMatchObject({ code: "not_found" });
    expect((await list({}, neighbour)).items).toEqual([]);
  });

  it("learns no more of another merchant's delivery than of none at all", async () => {
    const neighbour = address.at(await address.openShop("two doors on"), "owner");
    for (const id of [(await newest()).id, "0", "999999999999999999", "x", "-1"])
      await expect(detail(id, neighbour)).rejects.toMatchObject({ code: "not_found", message: "there is no such notification" });
    await expect(list({ accountId: shop.account.id }, neighbour)).rejects.toMatchObject({ code: "not_found" });
  });

  it("reads the ledgers of all accounts of the organisation, one at a time", async () => {
    const sister = await address.openShop("the sister's key");
    await database.db.read.sql(`UPDATE "MerchantAccount" SET "organisationId" = $2 WHERE "id" = $1`, [
      sister.account.id,
      shop.account.organisationId,
    ]);
    await address.notify('{"notify_type":"greeting"}', sister.key);
    const [item, ...others] = (await list({ accountId: sister.account.id })).items;
    expect(others).toEqual([]);
    expect(item).toMatchObject({ findings: [{ code: "kind_unknown", value: "greeting" }] });
    expect((await detail(item?.id ?? "")).notifyType).toBe("greeting");
    expect((await list()).items.map(({ id }) => id)).not.toContain(item?.id);
  });
});

describe("a flood of forged notifications", () => {
  it("is counted to the last one, kept up to a limit, and stands in no true one's way", async () => {
    const count = async (verdict: string) =>
      (await database.db.read.sql<{ n: number }>(`SELECT count(*)::int AS n FROM "Observation" WHERE "verdict" = $1`, [verdict]))[0]?.n ??
      0;
    address.setClock(after(24 * 3_600_000));
    const before = await count("forged");
    const payments = await Promise.all(Array.from({ length: 5 }, submitted));
    const forgery = { rawBody: Buffer.from(noticeOf(await submitted())), signature: "0".repeat(32) };
    const flood = Promise.all(Array.from({ length: 400 }, () => address.deliver(forgery)));
    const taken = await Promise.all(payments.map((payment) => address.deliver(signedWith(noticeOf(payment), shop.key))));
    expect(taken).toEqual(payments.map(() => ({ is: "stored" })));
    expect(new Set((await flood).map(({ is }) => is))).toEqual(new Set(["refused"]));
    expect((await count("forged")) - before).toBe(60);
    await expect
      .poll(async () => (await database.db.read.sql(`SELECT "forged" FROM "ForgedMinute" WHERE "minute" = $1`, [after(24 * 3_600_000)]))[0])
      .toEqual({ forged: 400 });
    address.setClock(after(24 * 3_600_000 + 60_000));
    await address.deliver(forgery);
    expect((await count("forged")) - before).toBe(61);
    address.setClock(NOW);
  });

  it("has room for a thousand a day, however they are spread", () => {
    const intake = createForgedIntake(address.system);
    const minutes = Array.from({ length: 40 }, (_, minute) => after(48 * 3_600_000 + minute * 60_000));
    const kept = minutes.flatMap((at) => Array.from({ length: 40 }, () => intake.takes(at))).filter(Boolean);
    expect(kept).toHaveLength(1_000);
    expect(intake.takes(after(72 * 3_600_000))).toBe(true);
  });
});
