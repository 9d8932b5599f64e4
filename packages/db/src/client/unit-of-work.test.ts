import { describe, expect, it } from "vitest";
import { aMerchant, anOrder, useTestDatabase } from "../testing/index.ts";
import type { Repositories } from "./index.ts";

const database = useTestDatabase();
const raise = (tx: Repositories, code: string) => tx.sql(`DO $$ BEGIN RAISE EXCEPTION 'injected' USING ERRCODE = '${code}'; END $$`);
const countOf = async (name: string) => (await database.db.read.sql(`SELECT 1 FROM "Organisation" WHERE "name" = $1`, [name])).length;
const note = (tx: Repositories, name: string) => tx.accounts.insertOrganisation({ id: crypto.randomUUID(), name, createdAt: new Date() });

describe("a unit of work", () => {
  it.each(["40001", "40P01"])("is tried again after %s and leaves only what the last try wrote", async (code) => {
    let tries = 0;
    const answer = await database.db.unitOfWork(async (tx) => {
      tries += 1;
      await note(tx, `again after ${code}`);
      if (tries < 3) await raise(tx, code);
      return tries;
    });
    expect(answer).toBe(3);
    expect(await countOf(`again after ${code}`)).toBe(1);
  });

  it.each([
    ["40001", 3],
    ["40P01", 3],
    ["23505", 1],
    ["P0001", 1],
  ])("that always meets %s is tried %i times and leaves nothing", async (code, times) => {
    let tries = 0;
    const work = database.db.unitOfWork(async (tx) => {
      tries += 1;
      await note(tx, `never with ${code}`);
      await raise(tx, code);
    });
    await expect(work).rejects.toMatchObject({ code });
    expect(tries).toBe(times);
    expect(await countOf(`never with ${code}`)).toBe(0);
  });

  it("gets both of two workers through that lock each other's rows crosswise", async () => {
    const { db } = database;
    const { id } = await aMerchant(db);
    const [one, other] = [await anOrder(db, id), await anOrder(db, id)];
    const both = (first: string, second: string) =>
      db.unitOfWork(async (tx) => {
        await tx.orders.lock(id, first);
        await tx.sql("SELECT pg_sleep(0.05)");
        await tx.orders.lock(id, second);
        return "through";
      });
    expect(await Promise.all([both(one.id, other.id), both(other.id, one.id)])).toEqual(["through", "through"]);
  });

  it.each([
    [{}, "5s", "30s"],
    [{ bulk: true }, "10min", "10min"],
  ])("of kind %j may hold a statement for %s and lie idle for %s", async (how, statement, idle) => {
    const settings = await database.db.unitOfWork(
      (tx) =>
        tx.sql("SELECT current_setting('statement_timeout') AS statement, current_setting('idle_in_transaction_session_timeout') AS idle"),
      how,
    );
    expect(settings).toEqual([{ statement, idle }]);
  });

  it("leaves nothing when its own code fails half-way", async () => {
    const work = database.db.unitOfWork(async (tx) => {
      await note(tx, "half");
      throw new Error("we changed our mind");
    });
    await expect(work).rejects.toThrow("we changed our mind");
    expect(await countOf("half")).toBe(0);
  });

  it("fails wholly when its connection is cut, and the next one works", async () => {
    const work = database.db.unitOfWork(async (tx) => {
      await note(tx, "cut");
      const [own] = await tx.sql<{ pid: number }>("SELECT pg_backend_pid() AS pid");
      await database.db.read.sql("SELECT pg_terminate_backend($1)", [own?.pid]);
      await note(tx, "cut");
    });
    await expect(work).rejects.toThrow();
    await expect(database.db.unitOfWork((tx) => tx.sql("SELECT 1"))).resolves.toHaveLength(1);
    expect(await countOf("cut")).toBe(0);
  });
});
