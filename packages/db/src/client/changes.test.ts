import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { useTestDatabase } from "../testing/index.ts";
import { announce, type Change, connect, type Database } from "./index.ts";

const database = useTestDatabase();
const heard: Change[] = [];
let listening: Database;
let unlisten: () => Promise<void>;
beforeAll(async () => {
  listening = connect(database.url, { onError: () => undefined }); // its connections are cut below
  unlisten = await listening.onChange((change) => heard.push(change));
});
afterAll(async () => {
  await unlisten();
  await listening.close();
});
beforeEach(() => {
  heard.length = 0;
});

const change = (orderId: string): Change => ({ accountId: "a", orderId, topic: "order" });
const tell = (orderId: string) => database.db.unitOfWork((tx) => announce(tx.sql, change(orderId)));

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let look = 0; look < 2_400 && !(await isSo()); look++) await new Promise((resolve) => setTimeout(resolve, 25));
}
const ears = async () =>
  (
    await database.db.read.sql(
      `SELECT pid FROM pg_stat_activity WHERE application_name = 'tillbook-changes' AND datname = current_database()`,
    )
  ).length;
const cutOff = () =>
  database.db.read.sql(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tillbook-changes' AND datname = current_database()`,
  );

describe("news of changes", () => {
  it("tell what was committed, in order, and nothing that was rolled back", async () => {
    await tell("first");
    const undone = database.db.unitOfWork(async (tx) => {
      await announce(tx.sql, change("undone"));
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    await tell("last");
    await until(() => heard.length === 2);
    expect(heard).toEqual([change("first"), change("last")]);
  });

  it("are heard again, once each, after the database was away for a while", async () => {
    const name = new URL(database.url).pathname.slice(1);
    const server = new pg.Client(database.url.replace(/[^/]*$/, "postgres"));
    await server.connect();
    await server.query(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS false`);
    await cutOff();
    await new Promise((resolve) => setTimeout(resolve, 2_300)); // two tries in vain
    await server.query(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS true`);
    await server.end();
    await until(async () => (await ears()) > 0);
    await new Promise((resolve) => setTimeout(resolve, 1_200)); // were there more ears than one, they would be back by now
    expect(await ears()).toBe(1);
    await tell("after");
    await until(() => heard.length > 0);
    await tell("end");
    await until(() => heard.some((each) => each.orderId === "end"));
    expect(heard).toEqual([change("after"), change("end")]);
  });
});
