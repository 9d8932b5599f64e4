import { randomUUID } from "node:crypto";
import { useTestDatabase } from "@tillbook/db/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Desk, eventually, notify, openSecondMerchant, paymentNotice, startWorld, type World } from "./testing/index.ts";

const database = useTestDatabase();
let world: World;
let owner: Desk;
let stops: (() => void)[] = [];
beforeAll(async () => {
  world = await startWorld({ databaseUrl: database.url, startAt: new Date("2026-03-10T10:00:00+08:00") });
  owner = await world.signIn("owner");
});
afterEach(() => {
  for (const stop of stops) stop();
  stops = [];
});
afterAll(() => world.stop());

const collect = (desk: Desk = owner, face: "qr" | "link" = "qr") =>
  desk.trpc.orders.create.mutate({ requestId: randomUUID(), amount: "88.00", currency: "HKD", face });

/** Listens to a stream of events as a browser does; what came so far is in `heard`. */
async function listen(address: string, headers: Readonly<Record<string, string>> = {}): Promise<{ heard: string[] }> {
  const ear = new AbortController();
  stops.push(() => ear.abort());
  const answer = await fetch(address, { headers: { ...headers, accept: "text/event-stream" }, signal: ear.signal });
  expect(answer.headers.get("content-type")).toContain("text/event-stream");
  const heard: string[] = [];
  void (async () => {
    let rest = "";
    for await (const part of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const events = (rest + part).split("\n\n");
      rest = events.pop() ?? "";
      heard.push(...events);
    }
  })().catch(() => undefined); // it ends when the test does
  return { heard };
}
const staffStream = (input: object, desk: Desk = owner) =>
  listen(`${world.url}/trpc/orders.changes?input=${encodeURIComponent(JSON.stringify(input))}`, desk.headers);
const until = (heard: readonly string[], isSo: (heard: readonly string[]) => boolean) => eventually(() => heard, isSo);
const about = (orderId: string) => (heard: readonly string[]) => heard.some((event) => event.includes(orderId));

describe("the customer's page", () => {
  it("hears at once which version is true, and again when the order is paid", async () => {
    const order = await collect();
    const { heard } = await listen(`${order.linkUrl}/events`);
    await until(heard, (events) => events.length > 0);
    await notify(world, paymentNotice(world, order));
    await until(heard, (events) => events.at(-1) !== events[0]);
    const versions = heard.map((event) => /^event: changed\ndata: ([\w-]{22})$/.exec(event)?.[1]);
    expect(versions.every((version) => version !== undefined)).toBe(true);
    expect(versions.at(-1)).not.toBe(versions[0]);
    expect(await (await fetch(order.linkUrl)).text()).toContain(versions.at(-1));
  });

  it("hears nothing of other orders", async () => {
    const [order, other] = [await collect(), await collect()];
    const [{ heard }, end] = [await listen(`${order.linkUrl}/events`), await listen(`${other.linkUrl}/events`)];
    await until(heard, (events) => events.length > 0);
    await until(end.heard, (events) => events.length > 0);
    await notify(world, paymentNotice(world, other));
    await until(end.heard, (events) => events.at(-1) !== events[0]);
    expect(end.heard.at(-1)).not.toBe(end.heard[0]);
    expect(new Set(heard).size).toBe(1); // one version, however often it was told
  });

  it("is told that a link never was, instead of a stream", async () => {
    expect((await fetch(`${world.url}/p/${"A".repeat(27)}/events`)).status).toBe(404);
  });
});

describe("the staff's screens", () => {
  it("hear of every change to an order of theirs, with a name for each event", async () => {
    const { heard } = await staffStream({});
    await until(heard, (events) => events.length > 0); // connected
    const order = await collect();
    await notify(world, paymentNotice(world, order));
    await until(heard, (events) => events.filter((event) => event.includes(order.id)).length >= 3);
    expect(heard.filter((event) => event.includes(order.id)).every((event) => /^id: ?\d+$/m.test(event))).toBe(true);
  });

  it("hear of one order alone when they ask for one", async () => {
    const [order, other] = [await collect(owner, "link"), await collect(owner, "link")];
    const { heard } = await staffStream({ orderId: order.id });
    await until(heard, (events) => events.length > 0);
    await owner.trpc.orders.cancel.mutate({ orderId: other.id });
    await owner.trpc.orders.cancel.mutate({ orderId: order.id });
    await until(heard, about(order.id));
    expect(about(order.id)(heard)).toBe(true);
    expect(about(other.id)(heard)).toBe(false);
  });

  it("hear nothing of another merchant's", async () => {
    const { desk: neighbour } = await openSecondMerchant(world);
    const { heard } = await staffStream({}, neighbour);
    await until(heard, (events) => events.length > 0);
    const ours = await collect();
    const theirs = await collect(neighbour, "link");
    await until(heard, about(theirs.id));
    expect(about(theirs.id)(heard)).toBe(true);
    expect(about(ours.id)(heard)).toBe(false);
  });

  it("are closed to somebody who is not signed in", async () => {
    const answer = await fetch(`${world.url}/trpc/orders.changes?input=%7B%7D`, { headers: { accept: "text/event-stream" } });
    const told = answer.status === 200 ? await answer.text() : "not_signed_in";
    expect(told).toContain("not_signed_in");
  });
});
