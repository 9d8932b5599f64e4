import { createHash } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { CLIENT_KEY, inTime, listenForNotices, merchantOf, startForTest, type TestSimulator } from "../testing/index.ts";

type Receiver = Awaited<ReturnType<typeof listenForNotices>>;
let simulator: TestSimulator;
let receiver: Receiver;

afterEach(async () => {
  await simulator.stop();
  await receiver.stop();
});

const SUCCESS = { status: 200, body: "SUCCESS" };
const upperMd5 = (text: string) => createHash("md5").update(text, "utf8").digest("hex").toUpperCase();

async function paidOrder(answer: (index: number) => { status: number; body: string }, account: Record<string, string> = {}) {
  receiver = await listenForNotices(answer);
  simulator = await startForTest({ notifyUrl: receiver.url, ...account });
  await simulator.control("/clock", { now: "2026-03-10 12:00:00", rate: 0 });
  const merchant = merchantOf(simulator.url, account);
  const made = await merchant.makeQr({ goods_name: "凍檸茶" });
  return { merchant, syssn: String(made.body["syssn"]), pay: () => simulator.control("/orders/pay", { out_trade_no: "ORD-1" }) };
}

type Logged = {
  id: string;
  state: string;
  address_from: string;
  forged: boolean;
  next_delivery?: string;
  deliveries: { at: string; outcome: string; answer: string }[];
};
async function log(): Promise<Logged[]> {
  return JSON.parse((await simulator.control("/notifications")).text).notifications;
}
const heardTimes = (count: number) => inTime(() => expect(receiver.heard).toHaveLength(count));
const deliveredTimes = (count: number) =>
  inTime(async () => expect((await log()).flatMap((notice) => notice.deliveries)).toHaveLength(count));

describe("what is sent", () => {
  it("says a payment in the published order, printed like Python does, signed over the raw body", async () => {
    const { syssn, pay } = await paidOrder(() => SUCCESS, { mchid: "ZaMVg12345" });
    await simulator.control("/clock", { now: "2026-03-10 12:00:40" });
    await pay();
    await heardTimes(1);
    const [heard] = receiver.heard;
    const body = heard?.body ?? "";
    const names =
      "status pay_type sysdtm paydtm goods_name txcurrcd txdtm mchid txamt exchange_rate chnlsn2 out_trade_no syssn cash_fee_type cancel respcd goods_info cash_fee notify_type chnlsn cardcd";
    expect(Object.keys(JSON.parse(body)).join(" ")).toBe(names);
    expect(body).toContain(`"sysdtm": "2026-03-10 12:00:00", "paydtm": "2026-03-10 12:00:40", "goods_name": "\\u51cd\\u6ab8\\u8336", `);
    expect(JSON.parse(body)).toMatchObject({ status: "1", syssn, txamt: "301", respcd: "0000", cancel: "0", notify_type: "payment" });
    expect(heard?.contentType).toBe("application/json");
    expect(heard?.sign).toBe(upperMd5(body + CLIENT_KEY));
  });

  it("says a refund under the refund's own numbers", async () => {
    const { merchant, syssn, pay } = await paidOrder(() => SUCCESS);
    await pay();
    const refund = await merchant.post("/trade/v1/refund", { syssn, out_trade_no: "RF-1", txamt: "100", txdtm: "2026-03-10 12:00:00" });
    await heardTimes(2);
    const notice = JSON.parse(receiver.heard[1]?.body ?? "");
    expect(notice).toMatchObject({
      notify_type: "refund",
      syssn: refund.body["syssn"],
      out_trade_no: "RF-1",
      txamt: "100",
      cash_refund_fee: "100",
    });
  });

  it("is silent about closing, failing and expiring", async () => {
    const { merchant } = await paidOrder(() => SUCCESS);
    await merchant.makeQr({ out_trade_no: "F" });
    await simulator.control("/orders/fail", { out_trade_no: "F" });
    await merchant.post("/trade/v1/close", { out_trade_no: "ORD-1", txamt: "301", txdtm: "2026-03-10 12:00:00" });
    await simulator.control("/clock", { now: "2026-03-11 12:00:00" });
    expect(await log()).toEqual([]);
  });
});

describe("where it is sent", () => {
  it("prefers the request's notify_url to the registered address, and says so", async () => {
    const { merchant } = await paidOrder(() => SUCCESS, { notifyUrl: "http://127.0.0.1:9/never" });
    await merchant.makeQr({ out_trade_no: "ORD-2", notify_url: receiver.url });
    await simulator.control("/orders/pay", { out_trade_no: "ORD-2" });
    await deliveredTimes(1);
    expect(await log()).toMatchObject([{ address_from: "request", state: "accepted" }]);
  });

  it("keeps a notice that has nowhere to go", async () => {
    receiver = await listenForNotices(() => SUCCESS);
    simulator = await startForTest();
    await merchantOf(simulator.url).makeQr();
    await simulator.control("/orders/pay", { out_trade_no: "ORD-1" });
    expect(await log()).toMatchObject([{ state: "nowhere", deliveries: [] }]);
  });
});

describe("retries", () => {
  it("follow after 2, 10, 10 and 60 minutes and 2, 6 and 15 hours, and end after the eighth delivery", async () => {
    const { pay } = await paidOrder(() => ({ status: 500, body: "no" }));
    await pay();
    await deliveredTimes(1);
    for (let deliveries = 1; deliveries < 8; deliveries += 1) {
      const [notice] = await log();
      await simulator.control("/clock", { now: notice?.next_delivery });
      await deliveredTimes(deliveries + 1);
    }
    const [notice] = await log();
    expect(notice?.deliveries.map((delivery) => delivery.at.slice(5, 16))).toEqual([
      "03-10 12:00",
      "03-10 12:02",
      "03-10 12:12",
      "03-10 12:22",
      "03-10 13:22",
      "03-10 15:22",
      "03-10 21:22",
      "03-11 12:22",
    ]);
    expect([notice?.state, notice?.next_delivery]).toEqual(["given-up", undefined]);
    expect(new Set(receiver.heard.map((heard) => heard.body)).size).toBe(1);
  });

  it("come by themselves on a clock that runs fast", async () => {
    const { pay } = await paidOrder((index) => (index < 3 ? { status: 503, body: "" } : SUCCESS));
    await simulator.control("/clock", { rate: 20_000 });
    await pay();
    await deliveredTimes(4);
    expect(await log()).toMatchObject([{ state: "accepted" }]);
  });

  it.each([
    ["success", 200],
    ["SUCCESS\n", 200],
    ['"SUCCESS"', 200],
    ["SUCCESS", 201],
  ])("are not ended by %j with status %i", async (body, status) => {
    const { pay } = await paidOrder(() => ({ status, body }));
    await pay();
    await deliveredTimes(1);
    expect(await log()).toMatchObject([{ state: "waiting", deliveries: [{ outcome: "refused" }] }]);
  });

  it("can be had by hand, also after the notice was accepted", async () => {
    const { pay } = await paidOrder(() => SUCCESS);
    await pay();
    await deliveredTimes(1);
    const [notice] = await log();
    expect((await simulator.control(`/notifications/${notice?.id}/redeliver`, {})).status).toBe(200);
    expect(receiver.heard).toHaveLength(2);
  });
});

describe("faults of notifications", () => {
  const fault = (action: Record<string, unknown>) => simulator.control("/faults", { match: { operation: "notification" }, action });

  it("loses one for good", async () => {
    const { pay } = await paidOrder(() => SUCCESS);
    await fault({ loseNotification: true });
    await pay();
    await simulator.control("/clock", { now: "2026-03-12 12:00:00" });
    expect(await log()).toMatchObject([{ state: "lost", deliveries: [] }]);
  });

  it("sends one twice though the first was accepted", async () => {
    const { pay } = await paidOrder(() => SUCCESS);
    await fault({ doubleNotification: true });
    await pay();
    await heardTimes(2);
    expect(receiver.heard[0]).toEqual(receiver.heard[1]);
  });

  it("sends one late, in simulated time", async () => {
    const { pay } = await paidOrder(() => SUCCESS);
    await fault({ lateNotification: 3_600_000 });
    await pay();
    expect(await log()).toMatchObject([{ state: "waiting", next_delivery: "2026-03-10 13:00:00", deliveries: [] }]);
    await simulator.control("/clock", { now: "2026-03-10 13:00:00" });
    await heardTimes(1);
  });

  it("sends a forged one beside the true one, with another digest and no retry", async () => {
    const { pay } = await paidOrder(() => ({ status: 401, body: "" }));
    await fault({ forgeNotification: true });
    await pay();
    await deliveredTimes(2);
    const [forged, honest] = await log();
    expect([forged?.forged, forged?.state, honest?.forged, honest?.state]).toEqual([true, "given-up", false, "waiting"]);
    const isGenuine = receiver.heard.map((heard) => heard.sign === upperMd5(heard.body + CLIENT_KEY));
    expect(isGenuine).toContain(true);
    expect(isGenuine).toContain(false);
  });

  it("forges a notice about an order that nobody paid", async () => {
    await paidOrder(() => ({ status: 401, body: "" }));
    expect((await simulator.control("/notifications/forge", { out_trade_no: "ORD-1" })).status).toBe(201);
    await heardTimes(1);
    expect(JSON.parse(receiver.heard[0]?.body ?? "")).toMatchObject({ respcd: "0000", out_trade_no: "ORD-1" });
    expect(receiver.heard[0]?.sign).not.toBe(upperMd5((receiver.heard[0]?.body ?? "") + CLIENT_KEY));
  });
});
