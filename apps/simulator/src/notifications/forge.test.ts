import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FORGERIES, type Forgery } from "../book/index.ts";
import {
  APP_CODE,
  CLIENT_KEY,
  type Heard,
  inTime,
  listenForNotices,
  merchantOf,
  startForTest,
  type TestSimulator,
} from "../testing/index.ts";
import { mustBeRefused } from "./forge.ts";

let simulator: TestSimulator;
let receiver: Awaited<ReturnType<typeof listenForNotices>>;

beforeAll(async () => {
  receiver = await listenForNotices(() => ({ status: 401, body: "" }));
  simulator = await startForTest({ notifyUrl: receiver.url });
  await simulator.control("/clock", { now: "2026-03-10 12:00:00", rate: 0 });
  await merchantOf(simulator.url).makeQr({ goods_name: "凍檸茶" });
});
afterAll(async () => {
  await simulator.stop();
  await receiver.stop();
});

const md5 = (...parts: readonly string[]) => createHash("md5").update(parts.join("")).digest("hex").toUpperCase();
const fieldsOf = (body: string): Record<string, string> => JSON.parse(body);

async function forged(kind: Forgery): Promise<Heard & { genuine: string }> {
  const before = receiver.heard.length;
  const { json } = await simulator.control("/notifications/forge", { out_trade_no: "ORD-1", kind });
  expect(json["notification"]).toMatchObject({ forged: true, forgery: kind });
  const heard = await inTime(() => {
    const last = receiver.heard[before];
    if (last === undefined) throw new Error("nothing heard yet");
    return last;
  });
  return { ...heard, genuine: JSON.parse(JSON.stringify(json["notification"])).body };
}

// biome-ignore format: one case a line
const CASES: readonly [Forgery, (heard: Heard & { genuine: string }) => unknown, unknown][] = [
  ["other-key", ({ body, genuine, sign }) => [body === genuine, /^[0-9A-F]{32}$/.test(sign)], [true, true]],
  ["no-sign", ({ signs }) => signs, []],
  ["empty-sign", ({ signs }) => signs, [""]],
  ["lower-case-sign", ({ body, sign }) => sign === md5(body, CLIENT_KEY).toLowerCase(), true],
  ["truncated-sign", ({ body, sign }) => sign === md5(body, CLIENT_KEY).slice(0, 31), true],
  ["long-sign", ({ body, sign }) => sign === `${md5(body, CLIENT_KEY)}0`, true],
  ["zero-sign", ({ sign }) => sign, "0".repeat(32)],
  ["sign-in-query", ({ url, signs }) => [url, signs], [expect.stringMatching(/\?sign=[0-9A-F]{32}$/), []]],
  ["sign-in-body", ({ body, genuine, signs }) => [fieldsOf(body)["sign"] === md5(genuine, CLIENT_KEY), signs], [true, []]],
  ["two-signs", ({ body, signs }) => [signs[0], signs[1] === md5(body, CLIENT_KEY)], ["0".repeat(32), true]],
  ["look-alike-sign", ({ body, sign }) => Buffer.from(sign, "latin1").toString().normalize("NFKC") === md5(body, CLIENT_KEY), true],
  ["sign-of-other-body", ({ body, genuine }) => body === genuine, true],
  ["re-serialised", ({ body, genuine, sign }) => [body === JSON.stringify(JSON.parse(genuine)), sign === md5(genuine, CLIENT_KEY)], [true, true]],
  ["trailing-byte", ({ body, genuine, sign }) => [body === `${genuine}\n`, sign === md5(genuine, CLIENT_KEY)], [true, true]],
  ["bom", ({ body, genuine, sign }) => [body === `\ufeff${genuine}`, sign === md5(genuine, CLIENT_KEY)], [true, true]],
  ["duplicate-key", ({ body, genuine, sign }) => [body.match(/"txamt"/g)?.length, sign === md5(genuine, CLIENT_KEY)], [2, true]],
  ["empty-body", ({ body, genuine, sign }) => [body, sign === md5(genuine, CLIENT_KEY)], ["", true]],
  ["amount-tampered", ({ body, genuine, sign }) => [fieldsOf(body)["txamt"], sign === md5(genuine, CLIENT_KEY)], ["1", true]],
  ["currency-tampered", ({ body, genuine, sign }) => [fieldsOf(body)["txcurrcd"], sign === md5(genuine, CLIENT_KEY)], ["JPY", true]],
  ["number-tampered", ({ body, genuine, sign }) => [fieldsOf(body)["out_trade_no"] === "ORD-1", sign === md5(genuine, CLIENT_KEY)], [false, true]],
  ["syssn-tampered", ({ body, genuine, sign }) => [fieldsOf(body)["syssn"] === fieldsOf(genuine)["syssn"], sign === md5(genuine, CLIENT_KEY)], [false, true]],
  ["type-tampered", ({ body, genuine, sign }) => [fieldsOf(body)["notify_type"], sign === md5(genuine, CLIENT_KEY)], ["refund", true]],
  ["sha256-sign", ({ sign }) => sign.length, 64],
  ["hmac-sign", ({ body, sign }) => [sign.length, sign === md5(body, CLIENT_KEY)], [32, false]],
  ["key-first-sign", ({ body, sign }) => sign === md5(CLIENT_KEY, body), true],
  ["fields-sign", ({ body, sign }) => sign === md5(Object.entries(fieldsOf(body)).toSorted(([a], [b]) => (a < b ? -1 : 1)).map((pair) => pair.join("=")).join("&"), CLIENT_KEY), true],
  ["no-key-sign", ({ body, sign }) => sign === md5(body), true],
  ["app-code-as-key", ({ body, sign }) => sign === md5(body, APP_CODE), true],
  ["base64-sign", ({ body, sign }) => Buffer.from(sign, "base64").toString("hex").toUpperCase() === md5(body, CLIENT_KEY), true],
];

describe("a forged notification", () => {
  it.each(CASES)("%s is forged in that way", async (kind, look, expected) => {
    expect(look(await forged(kind))).toEqual(expected);
  });

  it("is shown by a case of its own, whatever its kind; there are at least twenty", () => {
    expect(CASES.map(([kind]) => kind)).toEqual([...FORGERIES]);
    expect(FORGERIES.filter(mustBeRefused).length).toBeGreaterThanOrEqual(20);
  });

  it.each(FORGERIES.filter(mustBeRefused))("%s cannot be taken for the true one by the rule of the documents", async (kind) => {
    const { body, signs } = await forged(kind);
    expect(signs.length === 1 && signs[0] === md5(body, CLIENT_KEY)).toBe(false);
  });

  it("is sent once, whatever the answer", async () => {
    const { json } = await simulator.control("/notifications/forge", { out_trade_no: "ORD-1" });
    expect(json["notification"]).toMatchObject({ forgery: "other-key" });
    await inTime(async () => {
      const notices = JSON.parse((await simulator.control("/notifications")).text).notifications;
      expect(new Set(notices.map((notice: { state: string }) => notice.state))).toEqual(new Set(["given-up"]));
    });
  });
});
