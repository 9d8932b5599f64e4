import { randomBytes } from "node:crypto";
import { freePort } from "@tillbook/db/embedded";
import { brokenInvariants } from "@tillbook/db/invariants";
import { useTestDatabase } from "@tillbook/db/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ServerProcess, type Simulator, serverProcess, spawnSimulator } from "../testing/index.ts";
import { clientOf } from "./client.ts";
import { playShop, type ShopDay } from "./shop.ts";

const database = useTestDatabase();
const account = { appCode: "OUTSIDE00000000000000000000APP01", clientKey: "OUTSIDE00000000000000000000KEY01", mchid: null };
const apiKey = `tb_test_${randomBytes(32).toString("base64url")}`;
let simulator: Simulator;
let server: ServerProcess;
let url: string;

beforeEach(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  simulator = await spawnSimulator({ ...account, notifyUrl: `${url}/hooks/qfpay` });
  server = serverProcess({
    PORT: String(port),
    PUBLIC_URL: url,
    DATABASE_URL: database.url,
    QFPAY_API_BASE: simulator.url,
    QFPAY_REDIRECT_BASE: simulator.url,
    QFPAY_APP_CODE: account.appCode,
    QFPAY_CLIENT_KEY: account.clientKey,
    TILLBOOK_SECRET: "a secret that only this story knows",
    SEED_DEMO: "1",
    DEMO_API_KEY: apiKey,
    WEBHOOK_REACH: "anywhere",
  });
  await server.start();
});
afterEach(async () => {
  await server.kill();
  await simulator.stop();
});

async function play(between: () => Promise<void>): Promise<ShopDay> {
  const pay = async (outTradeNo: string) => void (await simulator.control("POST", "/control/orders/pay", { out_trade_no: outTradeNo }));
  return playShop({ api: await clientOf(`${url}/api/v1/openapi.json`, apiKey), pay, between });
}

describe("a script that knows our OpenAPI document and nothing else", () => {
  it("asks for money, is paid, gives a part back and reads it again, with the server killed between every two calls", async () => {
    let kills = 0;
    const day = await play(async () => {
      await server.kill();
      await server.start();
      kills += 1;
    });
    expect(kills).toBe(5);
    expect(day.order).toMatchObject({ state: "paid", outcome: "partly_refunded", amount: "88.00", refunded: "8.00", refundable: "80.00" });
    expect(day.refund).toMatchObject({ state: "refunded", amount: "8.00" });
    expect(day.events).toEqual(expect.arrayContaining(["order.created", "order.paid", "payment.paid", "refund.refunded"]));
    expect(day.forged).toBe(0);
    const book = (await simulator.book()).map(({ kind, amount, respcd }) => [kind, amount, respcd]);
    expect(book.toSorted()).toEqual([
      ["payment", "8800", "0000"],
      ["refund", "800", "0000"],
    ]);
    expect(await brokenInvariants(database.db.read.sql)).toEqual([]);
  });
});
