import { announce, type Change } from "@tillbook/db/client";
import { useTestDatabase } from "@tillbook/db/testing";
import { describe, expect, it } from "vitest";
import { listenForChanges } from "./changes.ts";

const database = useTestDatabase();
const tell = (accountId: string, orderId: string) =>
  database.db.unitOfWork((tx) => announce(tx.sql, { accountId, orderId, topic: "order" }));

async function heardUntil(changes: AsyncIterable<Change>, last: string): Promise<(string | null | undefined)[]> {
  const heard: (string | null | undefined)[] = [];
  for await (const change of changes) {
    heard.push(change.orderId);
    if (change.orderId === last) break;
  }
  return heard;
}

describe("changes of an account", () => {
  it("are kept from the moment of asking, also while the caller still looks at the books", async () => {
    const changes = await listenForChanges(database.db);
    const ours = changes.of("us", undefined);
    await tell("us", "while we looked");
    await tell("them", "not ours");
    await tell("us", "the last");
    expect(await heardUntil(ours, "the last")).toEqual(["while we looked", "the last"]);
    await changes.stop();
  });

  it("end quietly when the listener goes, and when the server stops", async () => {
    const changes = await listenForChanges(database.db);
    const gone = new AbortController();
    const [left, stopped, late] = [changes.of("us", gone.signal), changes.of("us", undefined), changes.of("us", AbortSignal.abort())];
    gone.abort();
    expect(await heardUntil(left, "never")).toEqual([]);
    expect(await heardUntil(late, "never")).toEqual([]);
    await changes.stop();
    expect(await heardUntil(stopped, "never")).toEqual([]);
  });
});
