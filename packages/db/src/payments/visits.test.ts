import type { Order } from "@tillbook/domain/orders";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, it } from "vitest";
import { after, aMerchant, anOrder, NOW, useTestDatabase } from "../testing/index.ts";

const database = useTestDatabase();

async function opened(order: Order, stateHash: string): Promise<void> {
  await database.db.read.visits.insert({
    id: uuidv7(),
    orderId: order.id,
    stateHash,
    cookieHash: `cookie of ${stateHash}`,
    createdAt: NOW,
    expiresAt: after(600_000),
  });
}
const anyOrder = async () => anOrder(database.db, (await aMerchant(database.db)).id);
const use = (order: Order, stateHash: string, over: object = {}) =>
  database.db.read.visits.burn({
    orderId: order.id,
    stateHash,
    cookieHash: `cookie of ${stateHash}`,
    codeHash: `code of ${stateHash}`,
    now: after(1_000),
    ...over,
  });

describe("the one-time state of an opening inside WeChat", () => {
  it("is burnt once, also when the browser comes back several times at once", async () => {
    const order = await anyOrder();
    await opened(order, "a");
    const burnt = await Promise.all(Array.from({ length: 6 }, () => use(order, "a")));
    expect(burnt.filter((visit) => visit !== null)).toHaveLength(1);
    expect(await use(order, "a", { codeHash: "a fresh code" })).toBeNull();
  });

  it("belongs to one order, one browser and ten minutes", async () => {
    const order = await anyOrder();
    await opened(order, "b");
    expect(await use(await anyOrder(), "b")).toBeNull();
    expect(await use(order, "b", { cookieHash: "another browser" })).toBeNull();
    expect(await use(order, "b", { now: after(600_000) })).toBeNull();
    expect(await use(order, "b", { now: after(599_999) })).toMatchObject({ orderId: order.id, paymentId: null });
  });

  it("takes no code that was used before, nor one that two openings bring at once", async () => {
    const order = await anyOrder();
    await Promise.all(["c", "d", "e"].map((state) => opened(order, state)));
    let second: Promise<unknown> = Promise.resolve();
    await database.db.unitOfWork(async (tx) => {
      const brought = { orderId: order.id, stateHash: "c", cookieHash: "cookie of c", codeHash: "one code", now: after(1_000) };
      expect(await tx.visits.burn(brought)).not.toBeNull();
      second = use(order, "d", { codeHash: "one code" }).catch((error: unknown) => error); // meets the first before it is committed
      await tx.sql("SELECT pg_sleep(0.1)");
    });
    expect(await second).toBeNull();
    expect(await use(order, "e", { codeHash: "one code" })).toBeNull();
  });
});
