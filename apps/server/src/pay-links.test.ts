import { randomUUID } from "node:crypto";
import type { OrderDetail } from "@tillbook/api/views";
import { brokenInvariants } from "@tillbook/db/invariants";
import { useTestDatabase } from "@tillbook/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Customer, type Desk, eventually, notify, paymentNotice, startWorld, type World } from "./testing/index.ts";

const database = useTestDatabase();
const MINUTE = 60_000;
const WECHAT = { "user-agent": "Mozilla/5.0 (iPhone) MicroMessenger/8.0.50" };
let world: World;
let owner: Desk;
beforeAll(async () => {
  world = await startWorld({ databaseUrl: database.url, startAt: new Date("2026-03-10T10:00:00+08:00") });
  owner = await world.signIn("owner");
});
afterAll(() => world.stop());

const collect = (face: "qr" | "link" = "link") =>
  owner.trpc.orders.create.mutate({ requestId: randomUUID(), amount: "21.00", currency: "HKD", face });
const read = (order: OrderDetail) => owner.trpc.orders.byId.query({ orderId: order.id });

/** One opening of a link inside WeChat: the browser's cookie, and the consent page that it was sent to. */
type Opening = { cookie: string; consent: string };
async function open(order: OrderDetail, headers: Readonly<Record<string, string>> = {}): Promise<Opening> {
  const start = await fetch(`${order.linkUrl}/start`, { method: "POST", redirect: "manual", headers: { ...WECHAT, ...headers } });
  return { cookie: start.headers.getSetCookie()[0]?.split(";")[0] ?? "", consent: start.headers.get("location") ?? "" };
}

/** What WeChat does with the consent page; answers the address that it brings the browser back to. */
async function decide(opening: Opening, decision: "allow" | "deny"): Promise<string> {
  const authorize = opening.consent.replace("/tool/v1/get_weixin_oauth_code", "/connect/oauth2/authorize");
  const answer = await fetch(authorize, {
    method: "POST",
    redirect: "manual",
    headers: WECHAT,
    body: new URLSearchParams({ request: "authorize", decision }),
  });
  return answer.headers.get("location") ?? "";
}
async function comeBack(address: string, cookie?: string): Promise<string> {
  const answer = await fetch(address, { redirect: "manual", headers: { ...WECHAT, ...(cookie === undefined ? {} : { cookie }) } });
  expect(answer.status).toBe(303);
  return answer.headers.get("location") ?? "";
}
async function consented(order: OrderDetail): Promise<Opening & { back: string }> {
  const opening = await open(order);
  return { ...opening, back: await decide(opening, "allow") };
}

/** What was made of coming back: where the browser stands, and the payments here and at QFPay. */
async function madeOf(order: OrderDetail, landedOn: string) {
  const rows = (await world.simulator.book()).filter((row) => row.out_trade_no.includes(order.number.replace("-", "")));
  return { landedOn, payments: (await read(order)).payments, atQfpay: rows };
}
/** Nothing was made of it, and the browser stands before the link. */
const nothing = (order: OrderDetail) => ({ landedOn: order.linkUrl, payments: [], atQfpay: [] });

describe("coming back from WeChat's consent page", () => {
  it("starts one payment, and the next address says nothing of the code", async () => {
    const order = await collect();
    const { back, cookie } = await consented(order);
    const cashier = await comeBack(back, cookie);
    expect(cashier).toContain("/q/direct?");
    expect(cashier).not.toContain(new URL(back).searchParams.get("code"));
    expect((await read(order)).payments).toMatchObject([{ payType: "800207", state: "awaiting" }]);
  });

  it("again with the same address, as a reload does, starts nothing more", async () => {
    const order = await collect();
    const { back, cookie } = await consented(order);
    await comeBack(back, cookie);
    expect(await comeBack(back, cookie)).toBe(order.linkUrl);
    expect(await comeBack(back)).toBe(order.linkUrl); // the browser forgot its cookie, as it was told
    expect((await read(order)).payments).toHaveLength(1);
  });

  it("several times at once starts one payment", async () => {
    const order = await collect();
    const { back, cookie } = await consented(order);
    const landed = await Promise.all(Array.from({ length: 5 }, () => comeBack(back, cookie)));
    expect(landed.filter((address) => address.includes("/q/direct?"))).toHaveLength(1);
    expect((await read(order)).payments).toHaveLength(1);
  });

  it("with a code that was used before starts nothing", async () => {
    const [first, second] = [await collect(), await collect()];
    const used = await consented(first);
    await comeBack(used.back, used.cookie);
    const fresh = await consented(second);
    const stolen = new URL(fresh.back);
    stolen.searchParams.set("code", new URL(used.back).searchParams.get("code") ?? "");
    expect(await madeOf(second, await comeBack(stolen.href, fresh.cookie))).toEqual(nothing(second));
  });

  it("with the state of another order starts nothing for either", async () => {
    const [mine, theirs] = [await collect(), await collect()];
    const { back, cookie } = await consented(theirs);
    expect(await madeOf(mine, await comeBack(back.replace(theirs.linkUrl, mine.linkUrl), cookie))).toEqual(nothing(mine));
    expect((await read(theirs)).payments).toEqual([]);
  });

  it("without the cookie, with another browser's, or with a state that somebody made starts nothing", async () => {
    const order = await collect();
    const { back, cookie } = await consented(order);
    const { cookie: another } = await open(order);
    expect(await madeOf(order, await comeBack(back))).toEqual(nothing(order));
    expect(await madeOf(order, await comeBack(back, another))).toEqual(nothing(order));
    expect(await madeOf(order, await comeBack(back.replace(/\/return\/[^?]+/, `/return/${"A".repeat(27)}`), cookie))).toEqual(
      nothing(order),
    );
    expect(await madeOf(order, await comeBack(back.replace(/\/return\/[^?]+/, "/return/%00"), cookie))).toEqual(nothing(order));
  });

  it("within ten minutes counts, and after them no more", async () => {
    const [quick, slow] = [await collect(), await collect()];
    const [early, late] = [await open(quick), await open(slow)];
    await world.advance(10 * MINUTE - 1_000);
    expect(await comeBack(await decide(early, "allow"), early.cookie)).toContain("/q/direct?");
    await world.advance(1_000);
    expect(await madeOf(slow, await comeBack(await decide(late, "allow"), late.cookie))).toEqual(nothing(slow));
  });

  it("after saying no starts nothing, and the link can be opened again", async () => {
    const order = await collect();
    const refused = await open(order);
    const back = await decide(refused, "deny");
    expect(new URL(back).searchParams.has("code")).toBe(false);
    expect(await madeOf(order, await comeBack(back, refused.cookie))).toEqual(nothing(order));
    const again = await consented(order);
    expect(await comeBack(again.back, again.cookie)).toContain("/q/direct?");
  });

  it.each(["", "code=", "code=a&code=b", `code=${"x".repeat(129)}`, "code[]=a", "state=x"])("with ?%s starts nothing", async (query) => {
    const order = await collect();
    const { back, cookie } = await consented(order);
    expect(await madeOf(order, await comeBack(`${back.split("?")[0]}?${query}`, cookie))).toEqual(nothing(order));
  });

  it("with a code that WeChat never gave starts nothing, and the state is spent", async () => {
    const order = await collect();
    const { back, cookie } = await consented(order);
    expect(await madeOf(order, await comeBack(`${back.split("?")[0]}?code=made-up`, cookie))).toEqual(nothing(order));
    expect(await madeOf(order, await comeBack(back, cookie))).toEqual(nothing(order));
  });

  it("finds an order that was paid or cancelled meanwhile as it is", async () => {
    const [paid, cancelled] = [await collect("qr"), await collect()];
    const [one, other] = [await consented(paid), await consented(cancelled)];
    await notify(world, paymentNotice(world, paid));
    await owner.trpc.orders.cancel.mutate({ orderId: cancelled.id });
    expect(await comeBack(one.back, one.cookie)).toBe(paid.linkUrl);
    expect((await read(paid)).payments).toHaveLength(1);
    expect(await madeOf(cancelled, await comeBack(other.back, other.cookie))).toEqual(nothing(cancelled));
  });
});

describe("opening a link inside WeChat", () => {
  it("takes the place of the QR on the counter, which is closed", async () => {
    const order = await collect("qr");
    const { back, cookie } = await consented(order);
    expect(await comeBack(back, cookie)).toContain("/q/direct?");
    expect((await read(order)).payments).toMatchObject([
      { payType: "800201", state: "cancelled" },
      { payType: "800207", state: "awaiting" },
    ]);
  });

  it("finds a QR that was paid in the same moment, and starts no second payment", async () => {
    const order = await collect("qr");
    const { back, cookie } = await consented(order);
    await world.simulator.control("POST", "/control/faults", { match: { operation: "notification" }, action: { loseNotification: true } });
    await world.simulator.control("POST", "/control/orders/pay", { out_trade_no: order.payments[0]?.outTradeNo });
    expect(await comeBack(back, cookie)).toBe(order.linkUrl);
    expect(await read(order)).toMatchObject({ state: "paid", payments: [{ payType: "800201", state: "paid" }] });
  });

  it("twice by two people leaves one payment that can be paid", async () => {
    const order = await collect();
    const [one, other] = [await consented(order), await consented(order)];
    expect(await comeBack(one.back, one.cookie)).toContain("/q/direct?");
    expect(await comeBack(other.back, other.cookie)).toContain("/q/direct?");
    expect((await read(order)).payments.map((payment) => payment.state)).toEqual(["cancelled", "awaiting"]);
  });

  it("by several people in the same moment leaves one payment that can be paid, at QFPay too", async () => {
    const order = await collect();
    const openings = [];
    for (let person = 0; person < 4; person++) openings.push(await consented(order));
    const landed = await Promise.all(openings.map(({ back, cookie }) => comeBack(back, cookie)));
    const made = await madeOf(order, landed.find((address) => address.includes("/q/direct?")) ?? "");
    expect(made.landedOn).not.toBe("");
    expect(made.payments.filter(({ state }) => state === "awaiting")).toHaveLength(1);
    expect(made.atQfpay.filter(({ respcd }) => respcd === "1143")).toHaveLength(1);
  });

  it("again while QFPay still works on the first payment starts no second one", async () => {
    const order = await collect();
    const [first, second] = [await consented(order), await consented(order)];
    expect(await comeBack(first.back, first.cookie)).toContain("/q/direct?");
    const faults = [
      { match: { operation: "notification" }, action: { loseNotification: true } },
      { match: { operation: "query", chance: 1 }, action: { respcd: "1145", queries: 1 } },
    ];
    for (const fault of faults) await world.simulator.control("POST", "/control/faults", fault);
    await world.simulator.control("POST", "/control/orders/pay", { out_trade_no: (await read(order)).payments[0]?.outTradeNo });
    expect(await comeBack(second.back, second.cookie)).toBe(order.linkUrl);
    expect((await read(order)).payments).toHaveLength(1);
    await world.simulator.control("DELETE", "/control/faults");
    await owner.trpc.orders.enquire.mutate({ orderId: order.id });
    await owner.trpc.orders.enquire.mutate({ orderId: order.id });
    expect(await read(order)).toMatchObject({ state: "paid", payments: [{ state: "paid" }] });
  });

  it("where nothing can be closed takes the place of a payment that is plainly unpaid", async () => {
    await world.simulator.control("POST", "/control/rules", { cancelSupported: false });
    const order = await collect();
    const [one, other] = [await consented(order), await consented(order)];
    expect(await comeBack(one.back, one.cookie)).toContain("/q/direct?");
    expect(await comeBack(other.back, other.cookie)).toContain("/q/direct?");
    expect((await read(order)).payments.map((payment) => payment.state)).toEqual(["awaiting", "awaiting"]);
    await world.simulator.control("POST", "/control/rules", { cancelSupported: true });
  });

  it("goes to addresses from our settings, whatever host a request claims", async () => {
    const order = await collect();
    const { consent } = await open(order, {
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "https",
      forwarded: "host=evil.example",
    });
    expect(consent.startsWith(world.simulator.url)).toBe(true);
    expect(new URL(consent).searchParams.get("redirect_uri")).toMatch(new RegExp(`^${world.url}/p/`));
    expect(order.linkUrl.startsWith(world.url)).toBe(true);
  });

  it("and giving up at the cashier leaves the order open, and the page lets them try again", async () => {
    const order = await collect();
    const customer = await new Customer().open(order.linkUrl);
    await customer.press(/Pay/);
    await customer.press(/allow/i);
    await customer.press(/value="cancel"/);
    expect(customer.url).toBe(order.linkUrl);
    expect((await read(order)).state).toBe("open");
    await customer.press(/again|pay/i);
    await customer.press(/allow/i);
    await customer.press(/pay/i);
    expect(
      (
        await eventually(
          () => read(order),
          (seen) => seen.state === "paid",
        )
      ).state,
    ).toBe("paid");
  });
});

describe("after all of this", () => {
  it("every promise about money is kept", async () => {
    expect(await brokenInvariants(database.db.read.sql)).toEqual([]);
  });
});
