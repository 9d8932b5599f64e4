import { expect, it } from "vitest";
import { useTestDatabase } from "../testing/index.ts";

const database = useTestDatabase();

it("statements go on when a newer release beside us adds a column to their table", async () => {
  const { db } = database;
  await db.read.sql(`CREATE TABLE "Grows" ("a" int)`);
  await db.read.sql(`INSERT INTO "Grows" VALUES (1)`);
  const read = () => db.read.sql(`SELECT * FROM "Grows" WHERE "a" = $1`, [1]);
  const readAtWork = () => db.unitOfWork((tx) => tx.sql(`SELECT * FROM "Grows" WHERE $1 = 1`, [1]));
  const everywhere = () => Promise.all([read(), readAtWork(), read(), readAtWork()]);
  expect(await everywhere()).toEqual(Array.from({ length: 4 }, () => [{ a: 1 }]));
  await db.read.sql(`ALTER TABLE "Grows" ADD COLUMN "b" int`);
  expect(await everywhere()).toEqual(Array.from({ length: 4 }, () => [{ a: 1, b: null }]));
  expect(await readAtWork()).toEqual([{ a: 1, b: null }]);
});
