import { freePort } from "@tillbook/db/embedded";
import { useTestDatabase } from "@tillbook/db/testing";
import { describe, expect, it } from "vitest";
import { awaitExternal, placeOf } from "./external.ts";

describe("a database named by DATABASE_URL", () => {
  const test = useTestDatabase();

  it("is accepted when it answers and is of a known version", async () => {
    await expect(awaitExternal(test.url, { patienceSeconds: 5 })).resolves.toBeUndefined();
  });

  it("is refused with a sentence when nobody answers there", async () => {
    const url = `postgresql://someone:hunter2@127.0.0.1:${await freePort()}/books`;
    await expect(awaitExternal(url, { patienceSeconds: 0 })).rejects.toThrow(
      /^DATABASE_URL: cannot reach a PostgreSQL server at 127\.0\.0\.1:\d+\/books/,
    );
    await expect(awaitExternal(url, { patienceSeconds: 0 })).rejects.not.toThrow(/hunter2/);
  });

  it("is refused with a sentence when the server does not have it", async () => {
    const url = test.url.replace(/\/[^/]*$/, "/nowhere");
    await expect(awaitExternal(url, { patienceSeconds: 5 })).rejects.toThrow("there is no such database");
  });

  it("is spoken of without its password", () => {
    expect(placeOf("postgresql://someone:hunter2@db.example.com:6543/books")).toBe("db.example.com:6543/books");
  });
});
