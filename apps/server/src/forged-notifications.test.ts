import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { OrderDetail } from "@tillbook/api/views";
import { useTestDatabase } from "@tillbook/db/testing";
import { digest, digestParams } from "@tillbook/qfpay/signing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { paymentNotice, post, signed, startWorld, type World } from "./testing/index.ts";

const database = useTestDatabase();
let world: World;
let order: OrderDetail;
beforeAll(async () => {
  world = await startWorld({ databaseUrl: database.url, startAt: new Date("2026-03-10T10:00:00+08:00") });
  const owner = await world.signIn("owner");
  order = await owner.trpc.orders.create.mutate({ requestId: randomUUID(), amount: "88.00", currency: "HKD", face: "qr" });
});
afterAll(() => world.stop());

const json = { "content-type": "application/json" };
type Forgery = { body?: string | Uint8Array; headers?: Readonly<Record<string, string | readonly string[]>>; address?: string };

/** A body that says the order is paid, with its true signature, and what a forger makes of the two. */
async function send(forge: (body: string, sign: string) => Forgery) {
  const body = JSON.stringify(paymentNotice(world, order));
  const forged = forge(body, signed(world, body));
  return post(world, forged.body ?? body, { ...json, ...forged.headers }, forged.address);
}
const stateOf = async () => (await database.db.read.sql(`SELECT "state" FROM "Order" WHERE "id" = $1`, [order.id]))[0]?.["state"];
const changes = async () => (await database.db.read.sql(`SELECT "id" FROM "StateChange" WHERE "after" = 'paid'`)).length;

const FORGERIES: readonly [string, (body: string, sign: string) => Forgery][] = [
  ["without a signature", () => ({})],
  ["with an empty signature", () => ({ headers: { "x-qf-sign": "" } })],
  ["signed with another key", (body) => ({ headers: { "x-qf-sign": digest(body, "another key", "MD5") } })],
  ["signed with no key", (body) => ({ headers: { "x-qf-sign": digest(body, "", "MD5") } })],
  ["signed with the app code", (body) => ({ headers: { "x-qf-sign": digest(body, world.account.appCode, "MD5") } })],
  ["signed with SHA256", (body) => ({ headers: { "x-qf-sign": digest(body, world.account.clientKey, "SHA256") } })],
  ["with the signature of another body", () => ({ headers: { "x-qf-sign": signed(world, "{}") } })],
  [
    "with the signature that a request would have",
    (body) => ({ headers: { "x-qf-sign": digestParams(JSON.parse(body), world.account.clientKey, "MD5") } }),
  ],
  ["with a truncated signature", (_body, sign) => ({ headers: { "x-qf-sign": sign.slice(0, 31) } })],
  ["with a longer signature", (_body, sign) => ({ headers: { "x-qf-sign": `${sign}0` } })],
  ["with one digit changed", (_body, sign) => ({ headers: { "x-qf-sign": (sign.startsWith("0") ? "1" : "0") + sign.slice(1) } })],
  [
    "with look-alikes for digits",
    (_body, sign) => ({ headers: { "x-qf-sign": sign.replaceAll("0", "O").replaceAll("1", "l").replaceAll("A", "\u00c0") } }),
  ],
  ["with a named signature", (_body, sign) => ({ headers: { "x-qf-sign": `md5=${sign}` } })],
  ["with a base64 signature", (_body, sign) => ({ headers: { "x-qf-sign": Buffer.from(sign, "hex").toString("base64") } })],
  ["signed twice, the true one first", (_body, sign) => ({ headers: { "x-qf-sign": [sign, "0".repeat(32)] } })],
  ["signed twice, the true one last", (_body, sign) => ({ headers: { "x-qf-sign": ["0".repeat(32), sign] } })],
  ["signed twice alike", (_body, sign) => ({ headers: { "x-qf-sign": [sign, sign] } })],
  ["with its signature in the query", (_body, sign) => ({ address: `/hooks/qfpay?X-QF-SIGN=${sign}&sign=${sign}` })],
  ["with its signature in another header", (_body, sign) => ({ headers: { authorization: sign, "x-qf-signature": sign } })],
  ["with its signature in the body", (body, sign) => ({ body: JSON.stringify({ ...JSON.parse(body), sign, "X-QF-SIGN": sign }) })],
  ["over another amount", (body, sign) => ({ body: body.replace('"8800"', '"8801"'), headers: { "x-qf-sign": sign } })],
  ["printed anew", (body, sign) => ({ body: JSON.stringify(JSON.parse(body), null, 1), headers: { "x-qf-sign": sign } })],
  ["with a byte order mark", (body, sign) => ({ body: `\ufeff${body}`, headers: { "x-qf-sign": sign } })],
  ["with bytes behind", (body, sign) => ({ body: `${body}\n`, headers: { "x-qf-sign": sign } })],
  ["with a NUL behind", (body, sign) => ({ body: `${body}\u0000`, headers: { "x-qf-sign": sign } })],
  ["with a name added twice", (body, sign) => ({ body: body.replace("{", '{"txamt":"1",'), headers: { "x-qf-sign": sign } })],
  ["in UTF-16", (body, sign) => ({ body: Buffer.from(body, "utf16le"), headers: { "x-qf-sign": sign } })],
  ["compressed", (body, sign) => ({ body: gzipSync(body), headers: { "x-qf-sign": sign, "content-encoding": "gzip" } })],
  ["of nothing", (_body, sign) => ({ body: "", headers: { "x-qf-sign": sign } })],
  [
    "as a form",
    (body, sign) => ({
      body: new URLSearchParams(JSON.parse(body)).toString(),
      headers: { "x-qf-sign": sign, "content-type": "application/x-www-form-urlencoded" },
    }),
  ],
];

/** Signed truly, and still nothing that QFPay sends: refused before it is read. */
const STRANGE: readonly [string, number, (body: string, sign: string) => Forgery][] = [
  ["XML", 415, () => ({ ...xml, headers: { "x-qf-sign": signed(world, xml.body), "content-type": "application/xml" } })],
  ["XML as text", 415, () => ({ ...xml, headers: { "x-qf-sign": signed(world, xml.body), "content-type": "text/xml" } })],
  ["a multipart body", 415, (_body, sign) => ({ headers: { "x-qf-sign": sign, "content-type": "multipart/form-data; boundary=x" } })],
  ["plain bytes", 415, (_body, sign) => ({ headers: { "x-qf-sign": sign, "content-type": "application/octet-stream" } })],
  [
    "more than any notice",
    413,
    (body) => ({ body: body + " ".repeat(70_000), headers: { "x-qf-sign": signed(world, body + " ".repeat(70_000)) } }),
  ],
  ["another address", 404, (_body, sign) => ({ headers: { "x-qf-sign": sign }, address: "/hooks/qfpay/again" })],
];
const xml = {
  body: '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><out_trade_no>&e;</out_trade_no></xml>',
};

describe("a notification that QFPay did not send", () => {
  it.each(FORGERIES)("is refused %s", async (_how, forge) => {
    const answer = await send(forge);
    expect(answer.status).toBe(401);
    expect(answer.text).not.toContain("SUCCESS");
    expect(await stateOf()).toBe("open");
  });

  it.each(STRANGE)("is refused as %s with %i", async (_what, status, forge) => {
    const answer = await send(forge);
    expect(answer.status).toBe(status);
    expect(answer.text).not.toContain("SUCCESS");
    expect(await stateOf()).toBe("open");
  });

  it("is refused when it only asks", async () => {
    expect((await fetch(`${world.url}/hooks/qfpay`)).status).toBe(404);
  });

  it("is kept as evidence that no key had signed, waits for nobody, and moved nothing", async () => {
    const kept = await database.db.read.sql(
      `SELECT "verdict", "raw", "paymentId", "signedBy" FROM "Observation" WHERE "source" = 'notification'`,
    );
    expect(kept.length).toBe(FORGERIES.length);
    expect(new Set(kept.map((row) => row["verdict"]))).toEqual(new Set(["forged"]));
    expect(kept.every((row) => row["paymentId"] === null && row["signedBy"] === null)).toBe(true);
    expect(await database.db.read.sql(`SELECT 1 FROM "PaymentCase"`)).toEqual([]);
    expect(await changes()).toBe(0);
  });

  it("is told from a true one, whose signature may be written in lower case", async () => {
    const answer = await send((_body, sign) => ({ headers: { "x-qf-sign": sign.toLowerCase() } }));
    expect(answer).toEqual({ status: 200, text: "SUCCESS" });
    expect(await stateOf()).toBe("paid");
  });
});
