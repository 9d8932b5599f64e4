import { beforeAll, describe, expect, it } from "vitest";
import { useTestDatabase } from "../testing/index.ts";
import type { Repositories } from "./index.ts";
import { later } from "./unit.ts";

const database = useTestDatabase();
beforeAll(() => database.db.read.sql(`CREATE TABLE "Note" ("text" text PRIMARY KEY)`));
const note = ({ sql }: Repositories, text: string) => later(sql, { text: `INSERT INTO "Note" VALUES ($1)`, params: [text] });
const notes = async ({ sql }: Repositories, like: string) =>
  (await sql<{ text: string }>(`SELECT "text" FROM "Note" WHERE "text" LIKE $1 ORDER BY "text"`, [like])).map(({ text }) => text);
const kept = (like: string) => notes(database.db.read, like);

describe("what is said later in a unit of work", () => {
  it.each([1, 2, 3])("is committed with it, all %i of it", async (count) => {
    await database.db.unitOfWork(async (tx) => {
      for (let nth = 0; nth < count; nth++) await note(tx, `${count}-${nth}`);
    });
    expect(await kept(`${count}-%`)).toHaveLength(count);
  });

  it("is seen by what is asked after it, and by nobody else before the commit", async () => {
    await database.db.unitOfWork(async (tx) => {
      expect(await notes(tx, "seen%")).toEqual([]);
      await note(tx, "seen 1");
      await note(tx, "seen 2");
      expect(await kept("seen%")).toEqual([]);
      expect(await notes(tx, "seen%")).toEqual(["seen 1", "seen 2"]);
      await note(tx, "seen 3");
      expect(await kept("seen%")).toEqual([]);
    });
    expect(await kept("seen%")).toEqual(["seen 1", "seen 2", "seen 3"]);
  });

  it.each<[string, (tx: Repositories) => Promise<unknown>]>([
    ["the first statement", async () => {}],
    ["a read", (tx) => notes(tx, "%")],
    ["a write", (tx) => tx.sql(`INSERT INTO "Note" VALUES ('gone 0')`)],
    ["another said later", (tx) => note(tx, "gone 0")],
  ])("fails the unit wholly when it is refused after %s, and the connection serves the next one", async (_what, first) => {
    await database.db.read.sql(`INSERT INTO "Note" VALUES ('taken') ON CONFLICT DO NOTHING`);
    const work = database.db.unitOfWork(async (tx) => {
      await first(tx);
      await note(tx, "taken");
      await note(tx, "gone 1");
    });
    await expect(work).rejects.toMatchObject({ code: "23505" });
    expect(await kept("gone%")).toEqual([]);
    await expect(Promise.all(Array.from({ length: 12 }, () => database.db.unitOfWork((tx) => notes(tx, "taken"))))).resolves.toHaveLength(
      12,
    );
  });

  it("is left undone when the unit fails after it was said", async () => {
    const work = database.db.unitOfWork(async (tx) => {
      await note(tx, "undone");
      throw new Error("we changed our mind");
    });
    await expect(work).rejects.toThrow("we changed our mind");
    expect(await kept("undone")).toEqual([]);
  });

  it("happens at once outside of any", async () => {
    await note(database.db.read, "at once");
    expect(await kept("at once")).toEqual(["at once"]);
  });
});
