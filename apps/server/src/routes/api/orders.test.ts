import { useTestDatabase } from "@tillbook/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, type MerchantProgram, merchantProgram, startWorld, type World } from "../../testing/index.ts";

const database = useTestDatabase();
let world: World;
let shop: MerchantProgram;
beforeAll(async () => {
  world = await startWorld({ databaseUrl: database.url, startAt: new Date("2026-03-10T10:00:00+08:00") });
  shop = await merchantProgram(world.url, await world.signIn("owner"));
});
afterAll(() => world.stop());

describe("a merchant's own program", () => {
  it("makes an order", async () => {
    const made = await shop.call("createOrder", { body: { amount: "88.00", currency: "HKD", face: "qr" } });
    console.log(JSON.stringify(made.body).slice(0, 3000));
    expect(made.status).toBe(201);
  });
});
