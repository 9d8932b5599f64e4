import { randomUUID } from "node:crypto";
import { useTestDatabase } from "@tillbook/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Customer, type Desk, eventually, startWorld, type World } from "./testing/index.ts";

const database = useTestDatabase();
let world: World;
let owner: Desk;
beforeAll(async () => {
  world = await startWorld({ databaseUrl: database.url, startAt: new Date("2026-03-10T10:00:00+08:00"), logLevel: "warn" });
  owner = await world.signIn("owner");
});
afterAll(() => world.stop());

function collect(amount: string, face: "qr" | "link" = "qr") {
  return owner.trpc.orders.create.mutate({ requestId: randomUUID(), amount, currency: "HKD", face, expiresInMinutes: 30 });
}

function untilPaid(orderId: string) {
  return eventually(
    () => owner.trpc.orders.byId.query({ orderId }),
    (order) => order.state === "paid",
  );
}

async function payAtQfpay(outTradeNo: string | undefined): Promise<void> {
  await world.simulator.control("POST", "/control/orders/pay", { out_trade_no: outTradeNo });
}

describe("collecting at the counter", () => {
  it("turns an order to paid when QFPay notifies", async () => {
    const order = await collect("88.00");
    expect(order.live.at).toBe("payable");
    await payAtQfpay(order.payments[0]?.outTradeNo);
    const paid = await untilPaid(order.id);
    expect(paid).toMatchObject({ state: "paid", refundable: { amount: "88.00", currency: "HKD" } });
    expect(
      paid.timeline.some((entry) => entry.kind === "observation" && entry.source === "notification" && entry.verdict === "verified"),
    ).toBe(true);
    expect(paid.timeline).toContainEqual(expect.objectContaining({ kind: "deed", action: "order.created", actor: "Ada Lam" }));
  });

  it("hears of a payment by its own enquiry when the notification is lost", async () => {
    const order = await collect("12.30");
    await world.simulator.control("POST", "/control/faults", { match: { operation: "notification" }, action: { loseNotification: true } });
    await payAtQfpay(order.payments[0]?.outTradeNo);
    await world.advance(20_000);
    await world.rounds.enquire();
    expect((await owner.trpc.orders.byId.query({ orderId: order.id })).state).toBe("paid");
  });

  it("writes nothing twice for the same request and refuses the same name with other content", async () => {
    const asked = { requestId: randomUUID(), amount: "5.00", currency: "HKD", face: "qr" as const, expiresInMinutes: 30 };
    const [first, second] = await Promise.all([owner.trpc.orders.create.mutate(asked), owner.trpc.orders.create.mutate(asked)]);
    expect(second.id).toBe(first.id);
    await expect(owner.trpc.orders.create.mutate({ ...asked, amount: "6.00" })).rejects.toThrow(/another order/);
  });

  it("keeps an order whose call was cut off, and shows its QR's fate as unclear, never as failed", async () => {
    await world.simulator.control("POST", "/control/faults", { match: { operation: "payment" }, action: { dropAfterProcessing: true } });
    const order = await collect("7.00");
    expect(order).toMatchObject({ state: "open", isUnclear: true });
    expect(order.live.at).toBe("unclear");
    await payAtQfpay(order.payments[0]?.outTradeNo);
    expect((await untilPaid(order.id)).state).toBe("paid");
  });

  it("hands over to a new QR before the old one dies, and closes the old one", async () => {
    const order = await collect("9.00");
    await world.advance(29.5 * 60_000);
    const renewed = await owner.trpc.orders.refreshQr.mutate({ orderId: order.id });
    expect(renewed.payments.map((payment) => payment.state)).toEqual(["cancelled", "awaiting"]);
    expect(renewed.live.at).toBe("payable");
  });

  it("cancels at QFPay too, and still counts money that arrives all the same", async () => {
    const order = await collect("3.00");
    const cancelled = await owner.trpc.orders.cancel.mutate({ orderId: order.id });
    expect(cancelled).toMatchObject({ state: "cancelled", live: { at: "over" } });
    await world.simulator.control("POST", "/control/orders/pay", { out_trade_no: order.payments[0]?.outTradeNo, late: true });
    expect((await untilPaid(order.id)).state).toBe("paid");
  });

  it("lets an unpaid order run out", async () => {
    const order = await collect("4.00");
    await world.advance(25 * 60 * 60_000);
    await world.rounds.enquire();
    await world.rounds.expire();
    const over = await owner.trpc.orders.byId.query({ orderId: order.id });
    expect(over.state).toBe("expired");
    expect(over.payments[0]?.state).toBe("expired");
  });
});

describe("a link opened inside WeChat", () => {
  it("walks from our page over consent and cashier back to a paid page", async () => {
    const order = await collect("21.00", "link");
    const customer = await new Customer().open(order.linkUrl);
    await customer.press(/Pay/);
    await customer.press(/allow/i);
    expect(customer.url).toContain("/q/direct");
    await customer.press(/pay/i);
    const paid = await untilPaid(order.id);
    expect(paid.payments).toMatchObject([{ payType: "800207", state: "paid", counts: true }]);
    expect((await customer.open(order.linkUrl)).html).toContain("HK$21.00");
  });

  it("starts nothing outside of WeChat", async () => {
    const order = await collect("22.00", "link");
    const answer = await fetch(`${order.linkUrl}/start`, {
      method: "POST",
      redirect: "manual",
      headers: { "user-agent": "Mozilla/5.0 (Linux; Android 14) Mobile" },
    });
    expect(answer.headers.get("location")).toBe(order.linkUrl);
    expect((await owner.trpc.orders.byId.query({ orderId: order.id })).payments).toEqual([]);
  });

  it("refuses a code that another browser brings back", async () => {
    const order = await collect("23.00", "link");
    const victim = await new Customer().open(order.linkUrl);
    await victim.press(/Pay/);
    const stranger = await new Customer().open(victim.url); // the consent page, opened elsewhere
    await stranger.press(/allow/i);
    expect(stranger.url).toBe(order.linkUrl);
    expect((await owner.trpc.orders.byId.query({ orderId: order.id })).payments).toEqual([]);
  });

  it("shows the same nothing for a link that never was", async () => {
    const answer = await fetch(`${world.url}/p/AAAAAAAAAAAAAAAAAAAAAAAAAAA`);
    expect(answer.status).toBe(404);
  });
});

describe("giving back", () => {
  async function paidOrder(amount: string) {
    const order = await collect(amount);
    await payAtQfpay(order.payments[0]?.outTradeNo);
    return untilPaid(order.id);
  }
  const refund = (paymentId: string | undefined, amount: string, requestId: string = randomUUID()) =>
    owner.trpc.refunds.create.mutate({ requestId, paymentId: paymentId ?? "", amount, reason: "returned goods" });

  it("refunds in parts and never more than was paid", async () => {
    const order = await paidOrder("50.00");
    const paymentId = order.payments[0]?.id;
    expect(await refund(paymentId, "20.00")).toMatchObject({ refunded: { amount: "20.00" }, refundable: { amount: "30.00" } });
    await expect(refund(paymentId, "30.01")).rejects.toThrow(/larger than what is left/);
    expect(await refund(paymentId, "30.00")).toMatchObject({
      refunded: { amount: "50.00" },
      refundable: { amount: "0.00" },
      can: { refund: false },
    });
  });

  it("gives back once when the button is pressed twice at once", async () => {
    const order = await paidOrder("40.00");
    const requestId = randomUUID();
    await Promise.all([refund(order.payments[0]?.id, "40.00", requestId), refund(order.payments[0]?.id, "40.00", requestId)]);
    const refunds = (await world.simulator.book()).filter((row) => row.kind === "refund" && row.amount === "4000");
    expect(refunds).toHaveLength(1);
  });

  it("lets only one of two refunds through that together exceed the payment", async () => {
    const order = await paidOrder("10.00");
    const both = await Promise.allSettled([refund(order.payments[0]?.id, "6.00"), refund(order.payments[0]?.id, "6.00")]);
    expect(both.map((result) => result.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  it("asks about a refund whose answer was lost, instead of refunding again", async () => {
    const order = await paidOrder("15.00");
    await world.simulator.control("POST", "/control/faults", { match: { operation: "refund" }, action: { dropAfterProcessing: true } });
    await world.simulator.control("POST", "/control/faults", { match: { operation: "notification" }, action: { loseNotification: true } });
    expect((await refund(order.payments[0]?.id, "15.00")).refunding.amount).toBe("15.00");
    await world.advance(15_000);
    await world.rounds.enquire();
    const settled = await eventually(
      () => owner.trpc.orders.byId.query({ orderId: order.id }),
      (seen) => seen.refunded.amount === "15.00",
    );
    expect(settled.refunds).toMatchObject([{ state: "refunded" }]);
    expect((await world.simulator.book()).filter((row) => row.kind === "refund" && row.amount === "1500")).toHaveLength(1);
  });
});

describe("who may what", () => {
  it("shows nothing to somebody who is not signed in", async () => {
    const answer = await fetch(`${world.url}/trpc/orders.list?input=%7B%7D`);
    expect(answer.status).toBe(401);
  });
  it("does not let finance collect", async () => {
    const finance = await world.signIn("finance");
    await expect(
      finance.trpc.orders.create.mutate({ requestId: randomUUID(), amount: "1.00", currency: "HKD", face: "qr" }),
    ).rejects.toMatchObject({ data: { appCode: "not_allowed" } });
  });
  it("refuses a state change that another site sends", async () => {
    const answer = await fetch(`${world.url}/trpc/orders.create`, {
      method: "POST",
      headers: { origin: "https://evil.example", "content-type": "application/json" },
      body: "{}",
    });
    expect(answer.status).toBe(403);
  });
});
