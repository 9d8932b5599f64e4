import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Merchant, merchantOf, startForTest, type TestSimulator } from "../testing/index.ts";
import { REFERENCE } from "./reference.ts";

let simulator: TestSimulator;
let merchant: Merchant;

beforeEach(async () => {
  simulator = await startForTest();
  merchant = merchantOf(simulator.url);
});
afterEach(() => simulator.stop());

describe("accounts", () => {
  it("can be added while it runs, and never show a key", async () => {
    const added = await simulator.control("/accounts", { app_code: "SECOND", client_key: "very-secret", name: "Second" });
    expect([added.status, added.json["account"]]).toMatchObject([201, { app_code: "SECOND", fee_rate: "0.80%", cut_off: "00:00:00" }]);
    expect((await merchantOf(simulator.url, { appCode: "SECOND", clientKey: "very-secret" }).makeQr()).body["respcd"]).toBe("0000");
    expect((await simulator.control("/accounts")).text).not.toContain("very-secret");
  });

  it("take the currencies that they were given and refuse others with 1104", async () => {
    await simulator.control("/accounts", { app_code: "HK", client_key: "K", currencies: ["HKD"] });
    const shop = merchantOf(simulator.url, { appCode: "HK", clientKey: "K" });
    expect((await shop.makeQr({ txcurrcd: "THB" })).body["respcd"]).toBe("1104");
    expect((await shop.makeQr({ txcurrcd: "HKD" })).body["respcd"]).toBe("0000");
  });

  it.each([
    [{ app_code: "X" }, "client_key"],
    [{ app_code: "X", client_key: "Y", fee_rate: "0.8" }, "fee_rate: write the rate as a percentage"],
    [{ app_code: "X", client_key: "Y", colour: "green" }, "colour"],
  ])("are refused as %j with a sentence that names the field", async (body, name) => {
    const refused = await simulator.control("/accounts", body);
    expect(refused.status).toBe(400);
    expect(refused.json["error"]).toContain(name);
  });
});

describe("the clock", () => {
  it("takes UTC+8 as QFPay writes it and ISO with a zone, moves on, and stamps what happens", async () => {
    expect((await simulator.control("/clock", { now: "2026-03-10 23:59:59", rate: 0 })).json).toMatchObject({
      now: "2026-03-10T15:59:59.000Z",
      rate: 0,
    });
    expect((await merchant.makeQr()).body["sysdtm"]).toBe("2026-03-10 23:59:59");
    expect((await simulator.control("/clock", { advanceMs: 1000 })).json).toMatchObject({ wire: "2026-03-11 00:00:00" });
    expect((await simulator.control("/clock", { now: "2024-02-29T12:00:00Z" })).json).toMatchObject({ wire: "2024-02-29 20:00:00" });
  });

  it("refuses a time without a zone and returns to the machine's", async () => {
    expect((await simulator.control("/clock", { now: "2026-03-10T12:00:00" })).status).toBe(400);
    await simulator.control("/clock", { now: "2001-01-01 00:00:00", rate: 0 });
    expect((await simulator.control("/clock", { real: true })).json).toMatchObject({ rate: 1, now: expect.not.stringMatching(/^2001/) });
  });
});

describe("orders", () => {
  it("are found by syssn, number or QR code", async () => {
    const made = await merchant.makeQr({ out_trade_no: "A" });
    expect((await simulator.control("/orders/cancel", { syssn: made.body["syssn"] })).status).toBe(200);
    expect((await simulator.control("/orders/cancel", { out_trade_no: "A" })).status).toBe(200);
    expect((await simulator.control("/orders/pay", { qrcode: made.body["qrcode"] })).json["order"]).toMatchObject({
      state: "paid",
      amount: "301",
    });
    expect((await simulator.control("/orders/pay", { out_trade_no: "NONE" })).status).toBe(404);
  });

  it("die when they are told to, and only while they can be paid", async () => {
    await simulator.control("/clock", { now: "2026-03-10 23:59:30", rate: 0 });
    await merchant.makeQr({ out_trade_no: "A" });
    const expire = (body: object) => simulator.control("/orders/expire", { out_trade_no: "A", ...body });
    expect((await expire({ at: "2026-03-11 00:00:00" })).json["order"]).toMatchObject({ state: "open" });
    await simulator.control("/clock", { advanceMs: 30_000 });
    expect((await simulator.control("/orders/pay", { out_trade_no: "A" })).json).toMatchObject({ error: "the order is expired" });
    expect((await expire({})).status).toBe(409);
    await merchant.makeQr({ out_trade_no: "B" });
    expect((await simulator.control("/orders/expire", { out_trade_no: "B" })).json["order"]).toMatchObject({ state: "expired" });
  });

  it("sent twice under one number can both be paid", async () => {
    await merchant.makeQr({ out_trade_no: "A" });
    await merchant.makeQr({ out_trade_no: "A" });
    await simulator.control("/orders/pay", { out_trade_no: "A" });
    expect((await simulator.control("/orders/pay", { out_trade_no: "A" })).status).toBe(200);
    const { summary } = JSON.parse((await simulator.control("/book")).text);
    expect(summary).toEqual([{ kind: "payment", state: "paid", currency: "HKD", count: 2, sum: "602" }]);
  });

  it("show their QR code as a picture", async () => {
    const { syssn } = (await merchant.makeQr()).body;
    expect((await simulator.control(`/orders/${String(syssn)}/qr.svg`)).text).toMatch(/^<svg/);
  });
});

describe("the manual", () => {
  it("lists every address with examples that carry this simulator's own", async () => {
    const page = await (await fetch(`${simulator.url}/?lang=en`)).text();
    for (const { address } of REFERENCE.flatMap((section) => section.entries)) expect(page).toContain(address.replaceAll("&", "&amp;"));
    expect(page).toContain(`${simulator.url}/control/clock`);
  });

  it("names only addresses that exist", async () => {
    const gets = REFERENCE.flatMap((section) => section.entries).flatMap((entry) =>
      entry.example?.startsWith("curl '") ? [entry.example.slice(6, -1)] : [],
    );
    const statuses = await Promise.all(gets.map(async (example) => (await fetch(example.replace("{base}", simulator.url))).status));
    expect(gets.length).toBeGreaterThan(5);
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  it("is healthy", async () => {
    expect(await (await fetch(`${simulator.url}/healthz`)).json()).toEqual({ status: "ok" });
  });
});
