import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CLIENT_KEY, inTime, listenForNotices, type Merchant, merchantOf, startForTest, type TestSimulator } from "../testing/index.ts";

let simulator: TestSimulator;
let merchant: Merchant;
let receiver: Awaited<ReturnType<typeof listenForNotices>>;

beforeEach(async () => {
  receiver = await listenForNotices(() => ({ status: 200, body: "SUCCESS" }));
  simulator = await startForTest({ notifyUrl: receiver.url });
  merchant = merchantOf(simulator.url);
  await simulator.control("/clock", { now: "2026-03-10 12:00:00", rate: 0 });
});
afterEach(async () => {
  await simulator.stop();
  await receiver.stop();
});

const fault = (action: Record<string, unknown>, match = {}) =>
  simulator.control("/faults", { match: { operation: "notification", ...match }, action });
const paid = async (out_trade_no: string) => {
  const { body } = await merchant.makeQr({ out_trade_no });
  await simulator.control("/orders/pay", { out_trade_no });
  return String(body["syssn"]);
};
const refund = (syssn: string, out_trade_no: string) =>
  merchant.post("/trade/v1/refund", { syssn, out_trade_no, txamt: "100", txdtm: "2026-03-10 12:00:00" });
const heardTimes = (count: number) => inTime(() => expect(receiver.heard).toHaveLength(count));
const fieldsHeard = () => receiver.heard.map(({ body }): Record<string, string> => JSON.parse(body));
const numbersHeard = () => fieldsHeard().map((fields) => fields["out_trade_no"]);
const isSigned = ({ body, sign }: { body: string; sign: string }) =>
  sign ===
  createHash("md5")
    .update(body + CLIENT_KEY)
    .digest("hex")
    .toUpperCase();

describe("a notification", () => {
  it("comes as often as it was told to, over as many connections", async () => {
    await fault({ repeatNotification: 60, connections: 6 });
    await paid("A");
    await heardTimes(60);
    expect(new Set(receiver.heard.map(({ from }) => from)).size).toBe(6);
    expect(new Set(receiver.heard.map(({ body }) => body)).size).toBe(1);
    const [notice] = JSON.parse((await simulator.control("/notifications")).text).notifications;
    await simulator.control(`/notifications/${notice.id}/redeliver`, { copies: 20, connections: 4 });
    expect(receiver.heard).toHaveLength(80);
  });

  it("waits until its set is full, and goes out in reverse order", async () => {
    await fault({ reorderNotification: 3 });
    for (const name of ["A", "B"]) await paid(name);
    const states = async () =>
      JSON.parse((await simulator.control("/notifications")).text).notifications.map((notice: { state: string }) => notice.state);
    expect(await states()).toEqual(["held", "held"]);
    await paid("C");
    await heardTimes(3);
    expect(numbersHeard()).toEqual(["C", "B", "A"]);
    await paid("D");
    await heardTimes(4);
    expect(await states()).toEqual(["accepted", "accepted", "accepted", "accepted"]);
  });

  it("that is held goes out by hand, and when the faults are ended", async () => {
    await fault({ reorderNotification: 5 });
    await paid("A");
    expect((await simulator.control("/notifications/release", {})).json).toEqual({ released: 1 });
    await paid("B");
    await fetch(`${simulator.url}/control/faults`, { method: "DELETE" });
    await heardTimes(2);
    expect(numbersHeard()).toEqual(["A", "B"]);
  });

  it("that waits for a refund goes out when its scenario is ended", async () => {
    await simulator.control("/scenarios/refund-before-payment", {});
    await paid("A");
    expect(receiver.heard).toEqual([]);
    await fetch(`${simulator.url}/control/scenarios/refund-before-payment`, { method: "DELETE" });
    await heardTimes(1);
  });

  it("of a payment can come behind that of its refund", async () => {
    await fault({ holdForRefundNotification: true }, { about: "payment" });
    const syssn = await paid("A");
    await paid("B");
    await heardTimes(1);
    await refund(syssn, "R");
    await heardTimes(3);
    expect(numbersHeard()).toEqual(["B", "R", "A"]);
  });

  it.each([
    ["another amount", { txamt: "1" }],
    ["another currency", { txcurrcd: "USD" }],
    ["another merchant", { mchid: "SOMEBODY01" }],
    ["another payment type", { pay_type: "800101" }],
    ["another number", { out_trade_no: "B" }],
    ["another syssn", { syssn: "20200101000900000000000001" }],
    ["an unknown type", { notify_type: "close" }],
    ["a field that nobody knows", { customer_source: "x" }],
    ["a number for a text", { txamt: 301 }],
  ])("properly signed can name %s", async (_what, change) => {
    await fault({ alterNotification: change });
    await paid("A");
    await heardTimes(1);
    expect(fieldsHeard()[0]).toMatchObject(change);
    expect(receiver.heard.every(isSigned)).toBe(true);
  });

  it("can lack a field, and have the true one beside it", async () => {
    await fault({ alterNotification: { pay_type: null }, alsoTrue: true });
    await paid("A");
    await heardTimes(2);
    expect(fieldsHeard().map((fields) => "pay_type" in fields)).toEqual(expect.arrayContaining([true, false]));
  });

  it("can be forged in place of the true one, and right after the making of an order that nobody paid", async () => {
    await fault({ forgeNotification: "no-sign", instead: true });
    await simulator.control("/faults", { match: { operation: "payment" }, action: { forgeNotification: true } });
    await merchant.makeQr({ out_trade_no: "A" });
    await heardTimes(1);
    await simulator.control("/orders/pay", { out_trade_no: "A" });
    await heardTimes(2);
    expect(receiver.heard.map(isSigned)).toEqual([false, false]);
  });

  it("that is old comes again behind a new one", async () => {
    const syssn = await paid("A");
    await paid("B");
    await heardTimes(2);
    await fault({ replayNotification: "same-order" }, { about: "refund" });
    await refund(syssn, "R");
    await heardTimes(4);
    expect(numbersHeard().slice(2)).toEqual(["R", "A"]);
    expect(receiver.heard[3]?.body).toBe(receiver.heard.find(({ body }) => body.includes('"out_trade_no": "A"'))?.body);
  });

  it("is repeated on schedule when QFPay does not hear the answer", async () => {
    await fault({ deafNotification: 2 });
    await paid("A");
    await heardTimes(1);
    for (const [now, count] of [
      ["2026-03-10 12:02:00", 2],
      ["2026-03-10 12:12:00", 3],
      ["2026-03-11 12:12:00", 3],
    ] as const) {
      await simulator.control("/clock", { now });
      await heardTimes(count);
    }
    const [notice] = JSON.parse((await simulator.control("/notifications")).text).notifications;
    expect(notice.deliveries.map((delivery: { outcome: string }) => delivery.outcome)).toEqual(["unheard", "unheard", "accepted"]);
  });

  it("about a number that nobody knows can be invented", async () => {
    const invented = await simulator.control("/notifications/invent", { fields: { txamt: "700", notify_type: "refund" } });
    expect(invented.status).toBe(201);
    await heardTimes(1);
    expect(fieldsHeard()[0]).toMatchObject({ txamt: "700", notify_type: "refund", out_trade_no: expect.stringMatching(/^NEVERSEEN/) });
    expect(receiver.heard.every(isSigned)).toBe(true);
  });

  it("that was held when the simulator ended goes out when it starts again", async () => {
    await fault({ reorderNotification: 5 });
    await paid("A");
    const [line] = JSON.parse((await simulator.control("/notifications")).text).notifications;
    expect([line.state, receiver.heard.length]).toEqual(["held", 0]);
    await simulator.restart();
    await heardTimes(1);
  });
});
