import { randomUUID } from "node:crypto";
import type { OrderDetail } from "@tillbook/api/views";
import { useTestDatabase } from "@tillbook/db/testing";
import { addDays, settlementDaySchema } from "@tillbook/domain/time";
import { digest } from "@tillbook/qfpay/signing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createContexts } from "./contexts.ts";
import { type Queue, startJobs } from "./jobs/index.ts";
import {
  type Desk,
  eventually,
  noticesAtQfpay,
  notify,
  openSecondMerchant,
  paymentNotice,
  post,
  startWorld,
  type World,
} from "./testing/index.ts";

const database = useTestDatabase();
const DAY = settlementDaySchema.parse("2026-03-10");
let world: World;
let owner: Desk;
let finance: Desk;
let cashier: Desk;
let jobs: Queue | undefined;
beforeAll(async () => {
  world = await startWorld({ databaseUrl: database.url, startAt: new Date(`${DAY}T10:00:00+08:00`) });
  owner = await world.signIn("owner");
  finance = await world.signIn("finance");
  cashier = await world.signIn("cashier");
  await world.simulator.control("POST", "/control/faults", {
    match: { operation: "notification", chance: 1 },
    action: { loseNotification: true },
  }); // every notice is sent by hand
});
afterAll(async () => {
  await jobs?.stop();
  await world.stop();
});

const collect = (amount: string) => owner.trpc.orders.create.mutate({ requestId: randomUUID(), amount, currency: "HKD", face: "qr" });
const read = (order: OrderDetail) => owner.trpc.orders.byId.query({ orderId: order.id });
const signedBy = (key: string, body: string) =>
  post(world, body, { "content-type": "application/json", "x-qf-sign": digest(body, key, "MD5") });
const noticeOf = (order: OrderDetail) => JSON.stringify(paymentNotice(world, order));

async function rotate(over: Readonly<Record<string, string | Date | null>>): Promise<void> {
  const columns = Object.keys(over).map((column, at) => `"${column}" = $${at + 2}`);
  await database.db.read.sql(`UPDATE "MerchantAccount" SET ${columns.join(", ")} WHERE "appCode" = $1`, [
    world.account.appCode,
    ...Object.values(over),
  ]);
}

/** A key that was set is known within seconds. */
async function untilBelieved(): Promise<void> {
  await eventually(
    () => notify(world, "{}"),
    ({ status }) => status === 200,
  );
}

describe("while the key changes over", () => {
  it("notifications signed by the old and by the new key are both believed, and the ledger says which", async () => {
    const [early, late] = [await collect("11.00"), await collect("12.00")];
    await notify(world, noticeOf(await collect("10.00"))); // the keys are in use
    await rotate({
      sealedClientKey: world.deps.vault.seal("THE NEW KEY"),
      previousSealedClientKey: world.deps.vault.seal(world.account.clientKey),
      previousKeyUntil: new Date(world.now().getTime() + 48 * 3_600_000),
    });
    const believed = await eventually(
      () => signedBy("THE NEW KEY", noticeOf(late)),
      ({ status }) => status === 200,
    );
    expect(believed.text).toBe("SUCCESS");
    expect((await notify(world, noticeOf(early))).text).toBe("SUCCESS");
    expect([(await read(early)).state, (await read(late)).state]).toEqual(["paid", "paid"]);
    const keys = (await finance.trpc.notifications.list.query({ verdicts: ["verified"], limit: 2 })).items.map((row) => row.signedBy);
    expect(keys).toEqual(["previous", "current"]);
    expect((await finance.trpc.health.lights.query()).lights.find(({ name }) => name === "keys")).toMatchObject({ advice: "keys_both" });
  });

  it("the old key is not believed after its end, and the new one still is", async () => {
    await world.advance(48 * 3_600_000);
    const order = await collect("13.00");
    expect((await notify(world, noticeOf(order))).status).toBe(401);
    expect((await signedBy("THE NEW KEY", noticeOf(order))).text).toBe("SUCCESS");
  });

  it("a key for notifications alone stands in its place", async () => {
    await rotate({ sealedNotificationKey: world.deps.vault.seal("FOR NOTICES") });
    const order = await collect("14.00");
    expect(
      await eventually(
        () => signedBy("FOR NOTICES", noticeOf(order)),
        ({ status }) => status === 200,
      ),
    ).toMatchObject({ text: "SUCCESS" });
    await rotate({ sealedNotificationKey: null, sealedClientKey: world.deps.vault.seal(world.account.clientKey) });
    await untilBelieved();
  });
});

describe("two merchants behind one address", () => {
  it("are told apart by their keys, and each reads only its own ledger", async () => {
    const { desk: neighbour } = await openSecondMerchant(world);
    const ours = await collect("21.00");
    const body = noticeOf(ours); // it names our order, but the neighbour's key signs it
    expect(
      await eventually(
        () => signedBy("the key next door", body),
        ({ status }) => status === 200,
      ),
    ).toMatchObject({ text: "SUCCESS" });
    expect((await read(ours)).state).toBe("open");
    const number = ours.payments[0]?.outTradeNo;
    const theirs = (await neighbour.trpc.notifications.list.query({ q: number })).items;
    expect(theirs).toMatchObject([{ verdict: "unknown", findings: [{ code: "number_unknown" }] }]);
    expect((await finance.trpc.notifications.list.query({ q: number, verdicts: ["unknown"] })).items).toEqual([]);
    expect((await neighbour.trpc.health.lights.query()).lights.find(({ name }) => name === "cases")).toMatchObject({
      advice: "cases_wait",
    });
    const [newest] = (await finance.trpc.notifications.list.query({ limit: 1 })).items;
    const notOurs = { data: { appCode: "not_found" } };
    await expect(neighbour.trpc.notifications.byId.query({ notificationId: newest?.id ?? "" })).rejects.toMatchObject(notOurs);
    await expect(neighbour.trpc.evidence.ofPayment.query({ paymentId: ours.payments[0]?.id ?? "" })).rejects.toMatchObject(notOurs);
  });
});

describe("a notification that comes when the statement is there already", () => {
  it("pays the order, and the day then agrees", async () => {
    const day = settlementDaySchema.parse(new Date(world.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10));
    const order = await collect("88.00");
    await world.simulator.control("POST", "/control/orders/pay", { out_trade_no: order.payments[0]?.outTradeNo });
    const [notice = ""] = await noticesAtQfpay(world, order.payments[0]?.outTradeNo);
    await world.advance(24.4 * 3_600_000);
    expect((await finance.upload(`${day}.csv`, await world.simulator.statement(day))).status).toBe(200);
    const syssn = (await world.simulator.book()).find((row) => row.out_trade_no === order.payments[0]?.outTradeNo)?.syssn;
    const lookUp = async () => {
      await finance.trpc.reconciliation.run.mutate({ settleDay: day, asOf: addDays(day, 1) });
      const result = await finance.trpc.reconciliation.document.query({ settleDay: day });
      return { isMatched: JSON.stringify(result?.matched ?? []).includes(syssn ?? "?") };
    };
    expect(await lookUp()).toEqual({ isMatched: false });
    expect((await notify(world, notice)).text).toBe("SUCCESS");
    expect((await read(order)).payments[0]).toMatchObject({ state: "paid" });
    expect(await lookUp()).toEqual({ isMatched: true });
  });
});

describe("at the desk", () => {
  it("a forged notification is judged again once the key is right, and the order is paid", async () => {
    const order = await collect("31.00");
    expect((await signedBy("A KEY THAT WE LACK", noticeOf(order))).status).toBe(401);
    const [forged] = (await finance.trpc.notifications.list.query({ q: order.payments[0]?.outTradeNo })).items;
    expect(forged).toMatchObject({ verdict: "forged" });
    await rotate({ sealedClientKey: world.deps.vault.seal("A KEY THAT WE LACK") });
    const after = await finance.trpc.notifications.replay.mutate({ notificationId: forged?.id ?? "" });
    await rotate({ sealedClientKey: world.deps.vault.seal(world.account.clientKey) });
    expect(after.replays).toMatchObject([{ verdict: "verified", replayedBy: expect.any(String) }]);
    expect((await read(order)).state).toBe("paid");
  });

  it("the evidence of its payment is complete, and names no key", async () => {
    await untilBelieved();
    const order = await collect("32.00");
    await notify(world, noticeOf(order));
    const evidence = await finance.trpc.evidence.ofPayment.query({ paymentId: order.payments[0]?.id ?? "" });
    expect(evidence).toMatchObject({
      payment: { state: "paid" },
      calls: [{ source: "response", sent: { operation: "create", path: "/trade/v1/payment", httpStatus: 200, fields: { txamt: "3200" } } }],
      notifications: [{ verdict: "verified", body: { is: "fields", fields: { txamt: "3200" } } }],
    });
    expect(JSON.stringify(evidence)).not.toContain(world.account.clientKey);
    expect(JSON.stringify(evidence)).not.toContain(world.account.appCode);
  });

  it.each<[string, (desk: Desk) => Promise<unknown>]>([
    ["the ledger", (desk) => desk.trpc.notifications.list.query({})],
    ["one delivery", (desk) => desk.trpc.notifications.byId.query({ notificationId: "1" })],
    ["the accounts of the ledger", (desk) => desk.trpc.notifications.accounts.query()],
    ["a second judgement", (desk) => desk.trpc.notifications.replay.mutate({ notificationId: "1" })],
    ["evidence", (desk) => desk.trpc.evidence.ofPayment.query({ paymentId: randomUUID() })],
    ["health", (desk) => desk.trpc.health.lights.query()],
    ["the mark", (desk) => desk.trpc.health.mark.query()],
  ])("%s is not for a cashier", async (_what, call) => {
    await expect(call(cashier)).rejects.toMatchObject({ data: { appCode: "not_allowed", httpStatus: 403 } });
  });
});

describe("the light of the rounds", () => {
  const rounds = async () => (await finance.trpc.health.lights.query()).lights.find(({ name }) => name === "queue");

  it("is red until a worker has begun, and green while it goes round", async () => {
    expect(await rounds()).toMatchObject({ tone: "red", advice: "queue_absent" });
    jobs = await startJobs(world.deps, createContexts(world.deps), database.url);
    expect(await eventually(rounds, (light) => light?.tone === "green")).toMatchObject({ advice: "queue_fine" });
  });
});
