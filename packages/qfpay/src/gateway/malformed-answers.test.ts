import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { body, bytes, callsOf, GOOD, json, LITTLE_PATIENCE, loggedIds } from "../testing/answers.ts";
import { clientOf } from "../testing/client.ts";
import { type GatewayServer, type Respond, startGatewayServer } from "../testing/gateway-server.ts";

let server: GatewayServer;
beforeAll(async () => {
  server = await startGatewayServer();
});
afterAll(() => server.stop());
beforeEach(() => void server.seen.splice(0));

const TEXT = JSON.stringify(GOOD);
const HEAD = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";

// biome-ignore format: one case a line
const MALFORMED: readonly (readonly [what: string, respond: Respond, reason: string])[] = [
  ["empty", body(""), "notJson"],
  ["HTML with 502", body("<html>Bad Gateway</html>", 502), "httpStatus"],
  ["success with 500", body(TEXT, 500), "httpStatus"],
  ["success with 404", body(TEXT, 404), "httpStatus"],
  ["success with 201", body(TEXT, 201), "httpStatus"],
  ["no content with 204", body("", 204), "httpStatus"],
  ["HTML with 200", body("<html></html>", 200, { "content-type": "text/html" }), "notJson"],
  ["0000 without quotes", body('{"resperr": "", "respcd": 0000, "respmsg": "", "openid": "oX"}'), "notJson"],
  ["respcd as number 0", json({ ...GOOD, respcd: 0 }), "noRespcd"],
  ["respcd as true", json({ ...GOOD, respcd: true }), "noRespcd"],
  ["respcd in a list", json({ ...GOOD, respcd: ["0000"] }), "noRespcd"],
  ["respcd of three digits", json({ ...GOOD, respcd: "000" }), "noRespcd"],
  ["respcd with a space", json({ ...GOOD, respcd: "0000 " }), "noRespcd"],
  ["respcd in full-width digits", json({ ...GOOD, respcd: "００００" }), "noRespcd"],
  ["no respcd", json({ syssn: "2026" }), "noRespcd"],
  ["respcd one level down", json({ data: { respcd: "0000" } }), "noRespcd"],
  ["respcd through __proto__", body('{"__proto__": {"respcd": "0000"}}'), "noRespcd"],
  ["a name twice", body('{"respcd":"1143","respcd":"0000"}'), "notJson"],
  ["a name twice, once escaped", body('{"respcd":"1143","resp\\u0063d":"0000"}'), "notJson"],
  ["cut-off JSON", body('{"respcd":"0000","syssn":"2026'), "notJson"],
  ["single quotes, as Python prints", body("{'respcd': '0000'}"), "notJson"],
  ["a list", json([GOOD]), "notJson"],
  ["text", json("0000"), "notJson"],
  ["null", json(null), "notJson"],
  ["a byte order mark", body(`\ufeff${TEXT}`), "notJson"],
  ["trailing bytes", body(`${TEXT}${TEXT}`), "notJson"],
  ["UTF-16", body(Buffer.from(TEXT, "utf16le"), 200, { "content-type": "application/json; charset=UTF-16" }), "notJson"],
  ["broken UTF-8", body(Buffer.concat([Buffer.from('{"respcd":"0000","resperr":"'), Buffer.from([0xff]), Buffer.from('"}')])), "notJson"],
  ["100 000 levels", body(`{"respcd":"0000","a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`), "notJson"],
  ["XML", body("<xml><respcd>0000</respcd></xml>"), "notJson"],
  ["a body that claims gzip", body(TEXT, 200, { "content-encoding": "gzip" }), "encoding"],
  ["a cut-off gzip", body(gzipSync(TEXT).subarray(0, -9), 200, { "content-encoding": "gzip" }), "encoding"],
  ["a packing that we do not know", body(TEXT, 200, { "content-encoding": "zstd" }), "encoding"],
  ["10 kB that unpack to 10 MB", body(gzipSync(`${TEXT}${" ".repeat(10_000_000)}`), 200, { "content-encoding": "gzip" }), "tooLarge"],
  ["10 MB", body(JSON.stringify({ ...GOOD, filler: "x".repeat(10_000_000) })), "tooLarge"],
  ["a redirect", body(TEXT, 302, { location: "/trade/v1/elsewhere" }), "redirect"],
  ["a permanent redirect that keeps the method", body("", 308, { location: "/trade/v1/elsewhere" }), "redirect"],
  ["429", body("slow down", 429, { "content-type": "text/plain" }), "rateLimited"],
  ["429 with success inside", body(TEXT, 429), "rateLimited"],
  ["less than its Content-Length", bytes(`${HEAD}content-length: 500\r\n\r\n${TEXT}`), "truncated"],
  ["a connection cut in the middle of chunks", bytes(`${HEAD}transfer-encoding: chunked\r\n\r\n${TEXT.length.toString(16)}\r\n${TEXT}\r\n`), "truncated"],
  ["a chunk of no number", bytes(`${HEAD}transfer-encoding: chunked\r\n\r\nzz\r\n${TEXT}\r\n0\r\n\r\n`), "truncated"],
  ["two lengths", bytes(`${HEAD}content-length: 2\r\ncontent-length: ${TEXT.length}\r\n\r\n${TEXT}`), "connection"],
  ["headers without end", bytes(`${HEAD}x: ${"x".repeat(100_000)}`), "connection"],
  ["no HTTP", bytes("\u0016\u0003\u0001\u0002\u0000"), "connection"],
  ["a reset instead of an answer", (_request, response) => void response.destroy(), "connection"],
  ["silence", () => {}, "timeout"],
  ["a body that never ends", (_request, response) => void response.write('{"respcd":'), "timeout"],
  ["a code in no table", json({ respcd: "9999" }), "code"],
];

describe("an answer that cannot be trusted", () => {
  it("is tried in at least 40 shapes", () => {
    expect(new Set(MALFORMED.map(([what]) => what)).size).toBeGreaterThanOrEqual(40);
  });

  it.each(MALFORMED)("(%s) leaves every call unknown: neither success nor failure", async (_what, respond, reason) => {
    server.answers(respond);
    const calls = callsOf(server, reason === "timeout" ? LITTLE_PATIENCE : {});
    const answers = await Promise.all(calls.all.map((call) => call()));
    for (const answer of answers) expect(answer).toMatchObject({ kind: "unknown", cause: { reason } });
    expect(server.seen).toHaveLength(calls.all.length); // each was sent once: nothing repeated, no redirect followed
    expect(loggedIds(calls.events)).toEqual(new Set(answers.map((answer) => answer.sent?.callId)));
    expect(loggedIds(calls.events).size).toBe(calls.all.length);
  });

  it("is kept raw, as far as it came", async () => {
    server.answers(body("<html>Bad Gateway</html>", 502));
    expect(await callsOf(server).create()).toMatchObject({ raw: "<html>Bad Gateway</html>", httpStatus: 502 });
    server.answers((_request, response) => void response.write('{"respcd":'));
    expect(await callsOf(server, LITTLE_PATIENCE).create()).toMatchObject({
      raw: '{"respcd":',
      cause: { reason: "timeout" },
    });
  });

  it("is unknown when nobody listens", async () => {
    const gone = await startGatewayServer();
    await gone.stop();
    const answer = await clientOf(gone.base).client.enquire({ syssn: ["2026"] });
    expect(answer).toMatchObject({ kind: "unknown", cause: { reason: "connection", detail: "ECONNREFUSED" }, raw: null, httpStatus: null });
    expect(answer.sent).toMatchObject({ operation: "query", answeredAt: null, httpStatus: null });
  });
});

describe("an answer in an unusual dress", () => {
  it.each([
    ["under another content type", body(TEXT, 200, { "content-type": "text/html" })],
    ["packed although we asked for plain bytes", body(gzipSync(TEXT), 200, { "content-encoding": "gzip" })],
    [
      "in chunks of one byte",
      bytes(`${HEAD}transfer-encoding: chunked\r\n\r\n${Array.from(TEXT, (byte) => `1\r\n${byte}\r\n`).join("")}0\r\n\r\n`),
    ],
  ])("is read for what it says: %s", async (_how, respond) => {
    server.answers(respond);
    expect(await callsOf(server).create()).toMatchObject({ kind: "accepted", value: { qrcode: GOOD.qrcode }, raw: TEXT });
  });
});
