import { eventOf, webhookEventSchema } from "@tillbook/domain/webhooks";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, it } from "vitest";
import type { Repositories } from "../client/index.ts";
import { after, aMerchant, anOrder, NOW, useTestDatabase } from "../testing/index.ts";
import type { NewEndpoint } from "./index.ts";

const database = useTestDatabase();

async function anEndpoint(accountId: string, over: Partial<NewEndpoint> = {}): Promise<NewEndpoint> {
  const endpoint = {
    id: uuidv7(),
    accountId,
    url: "https://shop.example/hooks",
    description: "",
    events: [],
    sealedSecret: "sealed",
    createdBy: "staff:1",
    createdAt: NOW,
    ...over,
  };
  await database.db.read.endpoints.insert(endpoint);
  return endpoint;
}

async function cancel(tx: Pick<Repositories, "observations">, accountId: string, subjectId: string): Promise<void> {
  const change = {
    accountId,
    subject: "order",
    subjectId,
    before: "open",
    after: "cancelled",
    actor: "test",
    observationId: null,
  } as const;
  await tx.observations.insertChange({ ...change, at: NOW });
}

const logOf = (accountId: string) =>
  database.db.read.deliveries.list({ accountId, endpointId: null, state: null, type: null, from: null, to: null, after: null, limit: 500 });

describe("the word for a change of state", () => {
  it("is the same to the database as to the domain", async () => {
    const subjects = ["order", "payment", "refund"] as const;
    const states = [...new Set(webhookEventSchema.options.map((type) => type.split(".")[1] ?? "")), "open", "archived"];
    const changes = subjects.flatMap((subject) => [null, "open"].flatMap((before) => states.map((to) => ({ subject, before, after: to }))));
    const rows = await database.db.read.sql<{ word: string | null }>(
      `SELECT "webhook_event"(c->>'subject', c->>'before', c->>'after') AS "word" FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY t(c, n) ORDER BY n`,
      [JSON.stringify(changes)],
    );
    expect(rows.map(({ word }) => word)).toEqual(changes.map(eventOf));
  });
});

describe("a change of state", () => {
  it("is on its way to every endpoint that wants to hear of it, as one event, in the same transaction", async () => {
    const { id: accountId } = await aMerchant(database.db);
    const order = await anOrder(database.db, accountId);
    const all = await anEndpoint(accountId);
    const some = await anEndpoint(accountId, { events: ["order.cancelled"] });
    await anEndpoint(accountId, { events: ["order.paid"] });
    const gone = await anEndpoint(accountId);
    await database.db.read.endpoints.remove(accountId, gone.id, NOW);
    await anEndpoint((await aMerchant(database.db)).id);
    const undone = database.db.unitOfWork(async (tx) => {
      await cancel(tx, accountId, order.id);
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    expect(await logOf(accountId)).toEqual([]);
    await cancel(database.db.read, accountId, order.id);
    const log = await logOf(accountId);
    expect(log.map((delivery) => delivery.endpointId).toSorted()).toEqual([all.id, some.id].toSorted());
    expect(new Set(log.map((delivery) => delivery.eventId)).size).toBe(1);
    expect(log[0]).toMatchObject({ type: "order.cancelled", state: "waiting", tries: 0, nextAttemptAt: NOW });
  });

  it("that has no word outside is told to nobody", async () => {
    const { id: accountId } = await aMerchant(database.db);
    await anEndpoint(accountId);
    const change = {
      accountId,
      subject: "order",
      subjectId: uuidv7(),
      before: "open",
      after: "open",
      actor: "x",
      observationId: null,
    } as const;
    await database.db.read.observations.insertChange({ ...change, at: NOW });
    expect(await logOf(accountId)).toEqual([]);
  });
});

describe("deliveries that are due", () => {
  it("go to one worker each, come back when it died, and leave room for other endpoints", async () => {
    const { id: accountId } = await aMerchant(database.db);
    const order = await anOrder(database.db, accountId);
    const busy = await anEndpoint(accountId);
    for (let each = 0; each < 30; each++) await cancel(database.db.read, accountId, order.id);
    const quiet = await anEndpoint(accountId);
    await cancel(database.db.read, accountId, order.id);
    const claim = async (now: number, until: number) =>
      (await database.db.read.deliveries.claimDue(after(now), after(until), 100)).filter((delivery) => delivery.accountId === accountId);
    const claims = await Promise.all([1, 2, 3].map(() => claim(1, 60_000)));
    const taken = claims.flat();
    expect(new Set(taken.map(({ id }) => id)).size).toBe(taken.length);
    expect(taken.filter(({ endpointId }) => endpointId === quiet.id)).toHaveLength(1);
    expect(claims.every((each) => each.filter(({ endpointId }) => endpointId === busy.id).length <= 20)).toBe(true);
    expect(await claim(59_999, 120_000)).toHaveLength(32 - taken.length);
    expect((await claim(120_000, 180_000)).length).toBeGreaterThan(0);
  });

  it("are tried one by one while their endpoint fails, and not at all while it is paused", async () => {
    const { id: accountId } = await aMerchant(database.db);
    const order = await anOrder(database.db, accountId);
    const { id } = await anEndpoint(accountId);
    for (let each = 0; each < 3; each++) await cancel(database.db.read, accountId, order.id);
    const { deliveries, endpoints } = database.db.read;
    const own = async (now: Date) => (await deliveries.claimDue(now, now, 500)).filter((delivery) => delivery.accountId === accountId);
    expect(await own(after(1))).toHaveLength(3);
    expect(await endpoints.failed(id, NOW)).toEqual(NOW);
    expect(await endpoints.failed(id, after(5_000))).toEqual(NOW);
    expect(await own(after(2))).toHaveLength(1);
    await endpoints.worked(id);
    expect(await own(after(3))).toHaveLength(3);
    const endpoint = await endpoints.byId(accountId, id);
    if (!endpoint) throw new Error("it was there");
    await endpoints.save({ ...endpoint, pausedAt: NOW, pausedBy: "staff:1" });
    expect(await own(after(4))).toEqual([]);
    expect(await logOf(accountId)).toHaveLength(3);
  });

  it("keep what came back, and start over when somebody asks", async () => {
    const { id: accountId } = await aMerchant(database.db);
    const order = await anOrder(database.db, accountId);
    await anEndpoint(accountId);
    await cancel(database.db.read, accountId, order.id);
    const { deliveries } = database.db.read;
    const [delivery] = await logOf(accountId);
    const id = delivery?.id ?? "";
    const attempt = { at: NOW, took: 12, status: 500, fault: null, answer: "oops" };
    await deliveries.record(id, attempt, { state: "failed", nextAttemptAt: null });
    expect(await deliveries.byId(accountId, id)).toMatchObject({ state: "failed", tries: 1, lastStatus: 500, deliveredAt: null });
    expect(await deliveries.byId((await aMerchant(database.db)).id, id)).toBeNull();
    expect(await deliveries.sendAgain(accountId, [id, uuidv7()], after(9))).toEqual([id]);
    await deliveries.record(
      id,
      { ...attempt, at: after(9), status: null, fault: "timeout", answer: "" },
      { state: "delivered", nextAttemptAt: null },
    );
    expect(await deliveries.byId(accountId, id)).toMatchObject({ state: "delivered", tries: 1, lastStatus: null, deliveredAt: after(9) });
    expect((await deliveries.attemptsOf(id)).map(({ fault, answer }) => [fault, answer])).toEqual([
      ["timeout", ""],
      [null, "oops"],
    ]);
  });
});
