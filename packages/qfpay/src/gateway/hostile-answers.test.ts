import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CURRENT_CODES } from "../names/index.ts";
import { digest } from "../signing/index.ts";
import { clientOf, KEY, NOW } from "../testing/client.ts";
import { type GatewayServer, type Respond, startGatewayServer } from "../testing/gateway-server.ts";

let server: GatewayServer;
beforeAll(async () => {
  server = await startGatewayServer();
});
afterAll(() => server.stop());
beforeEach(() => void server.seen.splice(0));

const AMOUNT = { minor: 301n, currency: "HKD" } as const;
const GOOD = {
  respcd: "0000",
  syssn: "20260302000200020000000001",
  out_trade_no: "ORD1",
  txamt: "301",
  txcurrcd: "HKD",
  pay_type: "800201",
  qrcode: "weixin://wxpay/bizpayurl?pr=SANDBOX",
};
const body =
  (text: string | Uint8Array, status = 200, headers: Record<string, string> = {}): Respond =>
  (_request, response) =>
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(text);
const json = (fields: unknown) => body(JSON.stringify(fields));

/** Every call that an answer may reach. */
function callsOf(settings: Parameters<typeof clientOf>[1] = {}) {
  const { client, events } = clientOf(server.base, { timeouts: { moneyMs: 300, readMs: 300 }, ...settings });
  const calls = {
    create: () => client.createQrPayment({ outTradeNo: "ORD1", amount: AMOUNT, txdtm: NOW }),
    jsapi: () => client.createJsapiPayment({ outTradeNo: "ORD1", amount: AMOUNT, txdtm: NOW, openid: "oX" }),
    enquire: () => client.enquire({ outTradeNo: ["ORD1"] }),
    refund: () => client.refundPayment({ syssn: "2026", outTradeNo: "ORD1", amount: AMOUNT, txdtm: NOW }),
    close: () => client.closePayment({ outTradeNo: "ORD1", amount: AMOUNT, txdtm: NOW }),
    openid: () => client.exchangeOauthCode("011x"),
    note: () => client.addNote({ syssn: "2026", note: "collected" }),
  };
  return { ...calls, all: Object.values(calls), events };
}

// biome-ignore format: one case a line
const MALFORMED: readonly (readonly [string, Respond, string])[] = [
  ["empty", body(""), "notJson"],
  ["HTML with 502", body("<html>Bad Gateway</html>", 502), "httpStatus"],
  ["success with 500", body(JSON.stringify(GOOD), 500), "httpStatus"],
  ["success with 404", body(JSON.stringify(GOOD), 404), "httpStatus"],
  ["success with 201", body(JSON.stringify(GOOD), 201), "httpStatus"],
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
  ["cut-off JSON", body('{"respcd":"0000","syssn":"2026'), "notJson"],
  ["a list", json([GOOD]), "notJson"],
  ["text", json("0000"), "notJson"],
  ["null", json(null), "notJson"],
  ["a byte order mark", body(`\ufeff${JSON.stringify(GOOD)}`), "notJson"],
  ["trailing bytes", body(`${JSON.stringify(GOOD)}${JSON.stringify(GOOD)}`), "notJson"],
  ["UTF-16", body(Buffer.from(JSON.stringify(GOOD), "utf16le")), "notJson"],
  ["broken UTF-8", body(Buffer.concat([Buffer.from('{"respcd":"0000","resperr":"'), Buffer.from([0xff]), Buffer.from('"}')])), "notJson"],
  ["100 000 levels", body(`{"respcd":"0000","a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`), "notJson"],
  ["XML", body("<xml><respcd>0000</respcd></xml>"), "notJson"],
  ["a body that claims gzip", body(JSON.stringify(GOOD), 200, { "content-encoding": "gzip" }), "truncated"],
  ["10 MB", body(JSON.stringify({ ...GOOD, filler: "x".repeat(10_000_000) })), "tooLarge"],
  ["a redirect", body("", 302, { location: "/trade/v1/elsewhere" }), "redirect"],
  ["a permanent redirect that keeps the method", body("", 307, { location: "/trade/v1/elsewhere" }), "redirect"],
  ["429", body("slow down", 429, { "content-type": "text/plain" }), "rateLimited"],
  ["429 with success inside", body(JSON.stringify(GOOD), 429), "rateLimited"],
  ["less than its Content-Length", (_request, response) => {
    response.writeHead(200, { "content-length": "500" });
    response.write(JSON.stringify(GOOD), () => response.destroy());
  }, "truncated"],
  ["a connection cut in the middle of chunks", (_request, response) => {
    response.write(JSON.stringify(GOOD), () => response.destroy());
  }, "truncated"],
  ["a reset instead of an answer", (_request, response) => void response.destroy(), "connection"],
  ["silence", () => {}, "timeout"],
  ["a body that never ends", (_request, response) => void response.write('{"respcd":'), "timeout"],
  ["a code in no table", json({ respcd: "9999" }), "code"],
];

describe("an answer that cannot be trusted", () => {
  it.each(MALFORMED)("(%s) leaves every call unknown: neither success nor failure", async (_what, respond, reason) => {
    server.answers(respond);
    const calls = callsOf();
    const answers = await Promise.all(calls.all.map((call) => call()));
    for (const answer of answers) expect(answer).toMatchObject({ kind: "unknown", cause: { reason } });
    expect(server.seen).toHaveLength(calls.all.length); // each was sent once: nothing repeated, no redirect followed
    expect(calls.events).toHaveLength(calls.all.length);
  });

  it("is kept raw, as far as it came", async () => {
    server.answers(body("<html>Bad Gateway</html>", 502));
    expect(await callsOf().create()).toMatchObject({ raw: "<html>Bad Gateway</html>", httpStatus: 502 });
    server.answers((_request, response) => void response.write('{"respcd":'));
    expect(await callsOf().create()).toMatchObject({ raw: '{"respcd":', cause: { reason: "timeout", afterMs: 300 } });
  });

  it("is unknown when nobody listens", async () => {
    const gone = await startGatewayServer();
    await gone.stop();
    const { client } = clientOf(gone.base);
    expect(await client.enquire({ syssn: ["2026"] })).toMatchObject({
      kind: "unknown",
      cause: { reason: "connection", detail: "ECONNREFUSED" },
      raw: null,
      httpStatus: null,
    });
  });
});

describe("an answer about something else", () => {
  it.each([
    ["txamt", "100"],
    ["txamt", 100],
    ["txamt", {}],
    ["txcurrcd", "CNY"],
    ["out_trade_no", "ORD2"],
    ["pay_type", "800207"],
  ])("(%s is %j) does not make a payment accepted", async (field, value) => {
    server.says({ ...GOOD, [field]: value });
    expect(await callsOf().create()).toMatchObject({ kind: "unknown", cause: { reason: "mismatch", field } });
  });

  it("does not make a refund accepted, whichever way the payment is spelt", async () => {
    server.says({ respcd: "0000", syssn: "3", orig_syssn: "other" });
    expect(await callsOf().refund()).toMatchObject({ kind: "unknown", cause: { reason: "mismatch", field: "orig_syssn" } });
    server.says({ respcd: "0000", syssn: "3", origssn: "other" });
    expect(await callsOf().refund()).toMatchObject({ kind: "unknown", cause: { reason: "mismatch", field: "origssn" } });
  });

  it("may repeat the amount as a number, or leave fields out or empty", async () => {
    server.says({ ...GOOD, txamt: 301, out_trade_no: "", pay_type: null, syssn: undefined });
    expect(await callsOf().create()).toMatchObject({ kind: "accepted", value: { syssn: null, qrcode: GOOD.qrcode } });
  });
});

describe("an accepted order that cannot be used", () => {
  it.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "http://wxpay/bizpayurl",
    "https://evil.example",
    "",
    5,
    null,
    "weixin://a b",
    " weixin://x",
  ])("because its qrcode is %j", async (qrcode) => {
    server.says({ ...GOOD, qrcode });
    expect(await callsOf().create()).toMatchObject({
      kind: "unknown",
      cause: { reason: "unusable", field: "qrcode" },
      echo: { syssn: GOOD.syssn },
    });
  });

  it("because its pay_params lack one of the six", async () => {
    server.says({ respcd: "0000", pay_params: { appId: "wx1", timeStamp: "1", nonceStr: "n", package: "p", signType: "MD5" } });
    expect(await callsOf().jsapi()).toMatchObject({ kind: "unknown", cause: { reason: "unusable", field: "pay_params" } });
  });

  it("because an enquiry has no list of rows", async () => {
    for (const data of [undefined, null, {}, [1], "[]"]) {
      server.says({ respcd: "0000", data });
      expect(await callsOf().enquire()).toMatchObject({ kind: "unknown", cause: { reason: "unusable", field: "data" } });
    }
  });
});

describe("return codes over the wire", () => {
  const UNLISTED = ["9999", "0001", "1999", "3000", "1299", "7777", "1000", "2998"];
  it.each([...CURRENT_CODES, ...UNLISTED])("%s is accepted by a create only when it is 0000, and never breaks a call", async (code) => {
    server.says({ ...GOOD, respcd: code, resperr: "text", data: [] });
    const calls = callsOf();
    const [created, asked] = await Promise.all([calls.create(), calls.enquire()]);
    expect(created.kind === "accepted").toBe(code === "0000");
    expect(asked.kind === "accepted").toBe(code === "0000");
  });

  it.each(UNLISTED)("%s, in no table, leaves a create unknown", async (code) => {
    server.says({ ...GOOD, respcd: code });
    expect(await callsOf().create()).toMatchObject({ kind: "unknown", cause: { reason: "code", code, listed: false } });
  });

  it("keeps QFPay's text and the number it gave to a refused payment", async () => {
    server.says({ respcd: "1205", resperr: "交易失败，请稍后重试", syssn: "20260302000200020000000007", sysdtm: "2026-03-02 09:15:01" });
    expect(await callsOf().create()).toMatchObject({
      kind: "rejected",
      code: "1205",
      reason: "newOrder",
      message: "交易失败，请稍后重试",
      echo: { syssn: "20260302000200020000000007", sysdtm: new Date("2026-03-02T01:15:01Z") },
    });
  });
});

describe("the signature of an answer", () => {
  const text = JSON.stringify(GOOD);
  const signed = (sign: string) => body(text, 200, { "X-QF-SIGN": sign });

  it("is fine in either case, and fine when absent", async () => {
    for (const respond of [body(text), signed(digest(text, KEY, "MD5")), signed(digest(text, KEY, "MD5").toLowerCase())]) {
      server.answers(respond);
      const calls = callsOf({ isResponseSignatureRequiredToFit: true });
      expect((await calls.create()).kind).toBe("accepted");
      expect(calls.events.map((event) => event.event)).toEqual(["answered"]);
    }
  });

  it("is reported when it does not fit, and refused only on demand", async () => {
    server.answers(signed(digest(text, "another key", "MD5")));
    const calls = callsOf();
    expect((await calls.create()).kind).toBe("accepted");
    expect(calls.events.map((event) => event.event)).toEqual(["responseSignatureMismatch", "answered"]);
    const strict = callsOf({ isResponseSignatureRequiredToFit: true });
    expect(await strict.create()).toMatchObject({ kind: "unknown", cause: { reason: "signature" }, raw: text });
  });
});

describe("the log", () => {
  it("names the order and the result, and no key, signature, body or openid", async () => {
    server.says({ ...GOOD, openid: "oSECRET" });
    const calls = callsOf();
    await calls.create();
    await calls.openid();
    expect(calls.events[0]).toMatchObject({
      event: "answered",
      path: "/trade/v1/payment",
      outTradeNo: "ORD1",
      syssn: GOOD.syssn,
      result: "0000",
    });
    expect(JSON.stringify(calls.events)).not.toMatch(/SANDBOXKEY|oSECRET|wxpay|011x/);
  });
});
