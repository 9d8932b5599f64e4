import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MALFORMED, type Malformed } from "../faults/index.ts";
import {
  APP_CODE,
  CLIENT_KEY,
  type Merchant,
  merchantOf,
  type RawAnswer,
  rawCall,
  startForTest,
  type TestSimulator,
} from "../testing/index.ts";

let simulator: TestSimulator;
let merchant: Merchant;
let number = 0;

beforeAll(async () => {
  simulator = await startForTest();
  merchant = merchantOf(simulator.url);
  await simulator.control("/clock", { now: "2026-03-10 12:00:00", rate: 0 });
  await simulator.control("/rules", { rateLimit: false, issuedOpenid: false });
  await merchant.makeQr({ out_trade_no: "ANOTHER" });
});
afterAll(() => simulator.stop());

type Params = Readonly<Record<string, string>>;
const ORDER = { txamt: "301", txcurrcd: "HKD", pay_type: "800201", txdtm: "2026-03-10 12:00:00" };
const JSAPI = { ...ORDER, pay_type: "800207", sub_openid: "oX" };

/** An answer to making an order that is spoilt so. The order is there in any case. */
async function spoilt(malformed: Malformed, order: Params = ORDER): Promise<RawAnswer & { text: string; out_trade_no: string }> {
  number += 1;
  const out_trade_no = `M-${number}`;
  await simulator.control("/faults", { match: { operation: "payment", outTradeNo: out_trade_no }, action: { malformed } });
  const answer = await rawCall(simulator.url, merchant, "/trade/v1/payment", { ...order, out_trade_no });
  return { ...answer, text: answer.body.toString(), out_trade_no };
}
const isSigned = ({ headers, body }: RawAnswer) =>
  headers["x-qf-sign"] === createHash("md5").update(body).update(CLIENT_KEY).digest("hex").toUpperCase();
const canBeRead = (text: string) => {
  try {
    return typeof JSON.parse(text) === "object";
  } catch {
    return false;
  }
};

const UNREADABLE: readonly Malformed[] = [
  "empty",
  "html-200",
  "html-502",
  "leading-zero-number",
  "truncated",
  "utf-16",
  "xml",
  "bom",
  "trailing-bytes",
];

// biome-ignore format: one case a line
const BYTES: readonly [Malformed, (answer: RawAnswer & { text: string }) => unknown, unknown][] = [
  ["empty", ({ body }) => body.length, 0],
  ["html-200", ({ status, headers }) => [status, headers["content-type"]], [200, "text/html"]],
  ["html-502", ({ status, text }) => [status, text.includes("502 Bad Gateway")], [502, true]],
  ["leading-zero-number", ({ text }) => text.includes('"respcd": 0000'), true],
  ["truncated", ({ text, ended }) => [text.startsWith("{"), text.endsWith("}"), ended], [true, false, "whole"]],
  ["gzip-lie", ({ headers, text }) => [headers["content-encoding"], JSON.parse(text).respcd], ["gzip", "0000"]],
  ["ten-megabytes", ({ body }) => body.length > 10_000_000, true],
  ["deep-nesting", ({ text }) => text.includes("[".repeat(100_000)), true],
  ["wrong-content-type", ({ headers, text }) => [headers["content-type"], JSON.parse(text).respcd], ["text/html", "0000"]],
  ["utf-16", ({ body }) => JSON.parse(body.toString("utf16le").slice(1)).respcd, "0000"],
  ["broken-utf-8", ({ body }) => body.includes(Buffer.from([0xff, 0xfe])), true],
  ["duplicate-keys", ({ text }) => text.match(/"respcd"/g)?.length, 2],
  ["proto-key", ({ text }) => text.startsWith('{"__proto__": {'), true],
  ["respcd-as-number", ({ text }) => JSON.parse(text).respcd, 0],
  ["amounts-as-numbers", ({ text }) => JSON.parse(text).txamt, 301],
  ["list", ({ text }) => Array.isArray(JSON.parse(text)), true],
  ["null", ({ text }) => JSON.parse(text), null],
  ["text", ({ text }) => typeof JSON.parse(text), "string"],
  ["xml", ({ text }) => text.startsWith("<xml>"), true],
  ["bom", ({ body }) => body.subarray(0, 3), Buffer.from([0xef, 0xbb, 0xbf])],
  ["trailing-bytes", ({ text }) => text.includes("}{"), true],
  ["redirect-302", ({ status, headers }) => [status, headers["location"]], [302, "/trade/v1/elsewhere"]],
  ["redirect-307", ({ status, headers }) => [status, headers["location"]], [307, "/trade/v1/elsewhere"]],
  ["no-sign", ({ headers, text }) => [headers["x-qf-sign"], JSON.parse(text).respcd], [undefined, "0000"]],
  ["bad-sign", ({ headers, text }) => [headers["x-qf-sign"], JSON.parse(text).respcd], ["0".repeat(32), "0000"]],
  ["amount-changed", ({ text }) => JSON.parse(text).txamt, "302"],
  ["currency-changed", ({ text }) => JSON.parse(text).txcurrcd, "USD"],
  ["other-out-trade-no", ({ text }) => JSON.parse(text).out_trade_no, "ANOTHER"],
  ["no-syssn", ({ text }) => JSON.parse(text).syssn, undefined],
  ["qrcode-javascript", ({ text }) => JSON.parse(text).qrcode, "javascript:alert(document.domain)"],
  ["qrcode-data", ({ text }) => String(JSON.parse(text).qrcode).slice(0, 5), "data:"],
  ["qrcode-http", ({ text }) => new URL(JSON.parse(text).qrcode).host, "pay.example.com"],
];

describe("an answer that is spoilt", () => {
  it.each(BYTES)("as %s looks so", async (name, look, expected) => {
    expect(look(await spoilt(name))).toEqual(expected);
  });

  it("names the number of another order", async () => {
    const { text } = await spoilt("other-syssn");
    const [another] = JSON.parse((await simulator.control("/orders")).text).orders;
    expect([JSON.parse(text).syssn, another.out_trade_no]).toEqual([another.syssn, "ANOTHER"]);
  });

  it("has pay_params with more in them than was agreed", async () => {
    const { text } = await spoilt("pay-params-extra", JSAPI);
    expect(Object.keys(JSON.parse(text).pay_params)).toEqual(expect.arrayContaining(["package", "redirect_url", "extra"]));
  });

  it("is shown by a case of its own, whatever its kind", () => {
    const shown = new Set<string>([...BYTES.map(([name]) => name), "other-syssn", "pay-params-extra"]);
    expect(MALFORMED.filter((name) => !shown.has(name))).toEqual([]);
  });

  it.each(UNREADABLE)("as %s is no JSON, though the order was made", async (name) => {
    const { text, out_trade_no } = await spoilt(name);
    expect(canBeRead(text)).toBe(false);
    expect((await merchant.post("/trade/v1/query", { out_trade_no })).body["data"]).toHaveLength(1);
  });

  it.each(["truncated", "ten-megabytes", "utf-16", "broken-utf-8", "trailing-bytes", "amount-changed", "other-syssn"] as const)(
    "as %s carries a right signature, so that only reading it with care helps",
    async (name) => {
      expect(isSigned(await spoilt(name))).toBe(true);
    },
  );

  it("is spoilt in every row of an enquiry", async () => {
    const made = await spoilt("no-sign");
    await simulator.control("/faults", { match: { operation: "query" }, action: { malformed: "amount-changed" } });
    const list = `${made.out_trade_no},ANOTHER`;
    const { data } = JSON.parse((await merchant.post("/trade/v1/query", { out_trade_no: list })).raw);
    expect(data.map((row: { txamt: string }) => row.txamt)).toEqual(["302", "302"]);
  });

  it("belongs to whoever may call, and tells a stranger nothing signed", async () => {
    await simulator.control("/faults", { match: { operation: "add_note" }, action: { malformed: "bom" } });
    const stranger = await fetch(`${simulator.url}/trade/v1/add_note`, { method: "POST", headers: { "x-qf-appcode": `${APP_CODE}X` } });
    expect(stranger.headers.get("x-qf-sign")).toBeNull();
  });
});
