import { useTestDatabase } from "@tillbook/db/testing";
import { expect, it } from "vitest";
import { compareHashes } from "./same-hash.ts";

const database = useTestDatabase();

it("has one result hash whatever the order of rows, columns and files, the encoding, the packing and the time zone", async () => {
  const asked = { databaseUrl: database.url, seed: 11, days: 1, zones: ["America/Los_Angeles"] };
  expect(await compareHashes(database.db, asked)).toMatchObject({ failures: [], ways: 16 });
});
