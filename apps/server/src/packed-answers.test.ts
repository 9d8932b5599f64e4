import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { get, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { gunzipSync, gzipSync } from "node:zlib";
import { useTestDatabase } from "@tillbook/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWorld, type World } from "./testing/index.ts";

const database = useTestDatabase();
const built = mkdtempSync(path.join(tmpdir(), "tillbook-built-"));
const SCRIPT = "console.log(1);\n".repeat(500);
let world: World;
let link: string;
beforeAll(async () => {
  mkdirSync(path.join(built, "assets"));
  for (const [name, text] of [
    ["index.html", "<!doctype html>"],
    ["assets/app.js", SCRIPT],
  ] as const) {
    writeFileSync(path.join(built, name), text);
    writeFileSync(path.join(built, `${name}.gz`), gzipSync(text));
  }
  world = await startWorld({ databaseUrl: database.url, startAt: new Date("2026-03-10T10:00:00+08:00"), adminDir: built });
  const owner = await world.signIn("owner");
  const order = { requestId: randomUUID(), amount: "88.00", currency: "HKD", face: "link" } as const;
  link = new URL((await owner.trpc.orders.create.mutate(order)).linkUrl).pathname;
});
afterAll(async () => {
  await world.stop();
  rmSync(built, { recursive: true, force: true });
});

/** An answer as it came over the line. */
async function asSent(address: string, takes: string | null): Promise<{ headers: IncomingMessage["headers"]; bytes: Buffer }> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(world.url + address, { headers: takes === null ? {} : { "accept-encoding": takes } }, resolve).on("error", reject);
  });
  return { headers: answer.headers, bytes: await buffer(answer) };
}

describe("what is long", () => {
  it.each([
    ["a customer's page", () => link],
    ["the interface's description", () => "/api/v1/openapi.json"],
    ["a built script", () => "/assets/app.js"],
  ])("is packed for who takes it: %s", async (_what, address) => {
    const [plain, packed] = [await asSent(address(), null), await asSent(address(), "gzip, deflate")];
    expect(plain.headers["content-encoding"]).toBeUndefined();
    expect(packed.headers).toMatchObject({ "content-encoding": "gzip", vary: expect.stringContaining("accept-encoding") });
    expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 2);
    const isPage = plain.headers["content-type"]?.startsWith("text/html") === true; // pages have a number of their own, used once
    expect(gunzipSync(packed.bytes).length).toBe(plain.bytes.length);
    expect(isPage || gunzipSync(packed.bytes).equals(plain.bytes)).toBe(true);
  });
});

describe("what is short or told as it goes", () => {
  it("is sent as it is", async () => {
    for (const address of ["/health", "/assets/missing.js"])
      expect((await asSent(address, "gzip")).headers["content-encoding"]).toBeUndefined();
  });

  it("has no packed files of its own among its addresses", async () => {
    expect((await asSent("/assets/app.js.gz", "gzip")).headers["content-type"]).toContain("application/json");
  });
});
