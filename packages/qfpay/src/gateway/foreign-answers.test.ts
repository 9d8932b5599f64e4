import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { digest } from "../signing/index.ts";
import { body, callsOf, GOOD } from "../testing/answers.ts";
import { KEY } from "../testing/client.ts";
import { type GatewayServer, startGatewayServer } from "../testing/gateway-server.ts";

let server: GatewayServer;
beforeAll(async () => {
  server = await startGatewayServer();
});
afterAll(() => server.stop());

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
    expect(await callsOf(server).create()).toMatchObject({ kind: "unknown", cause: { reason: "mismatch", field } });
  });

  it("does not make a refund accepted, whichever way the payment is spelt", async () => {
    server.says({ respcd: "0000", syssn: "3", orig_syssn: "other" });
    expect(await callsOf(server).refund()).toMatchObject({ kind: "unknown", cause: { reason: "mismatch", field: "orig_syssn" } });
    server.says({ respcd: "0000", syssn: "3", origssn: "other" });
    expect(await callsOf(server).refund()).toMatchObject({ kind: "unknown", cause: { reason: "mismatch", field: "origssn" } });
  });

  it("may repeat the amount as a number, or leave fields out or empty", async () => {
    server.says({ ...GOOD, txamt: 301, out_trade_no: "", pay_type: null, syssn: undefined });
    expect(await callsOf(server).create()).toMatchObject({ kind: "accepted", value: { syssn: null, qrcode: GOOD.qrcode } });
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
    expect(await callsOf(server).create()).toMatchObject({
      kind: "unknown",
      cause: { reason: "unusable", field: "qrcode" },
      echo: { syssn: GOOD.syssn },
    });
  });

  it("because its pay_params lack one of the six", async () => {
    server.says({ respcd: "0000", pay_params: { appId: "wx1", timeStamp: "1", nonceStr: "n", package: "p", signType: "MD5" } });
    expect(await callsOf(server).jsapi()).toMatchObject({ kind: "unknown", cause: { reason: "unusable", field: "pay_params" } });
  });

  it("because an enquiry has no list of rows", async () => {
    for (const data of [undefined, null, {}, [1], "[]"]) {
      server.says({ respcd: "0000", data });
      expect(await callsOf(server).enquire()).toMatchObject({ kind: "unknown", cause: { reason: "unusable", field: "data" } });
    }
  });
});

describe("the signature of an answer", () => {
  const text = JSON.stringify(GOOD);
  const signed = (sign: string) => body(text, 200, { "X-QF-SIGN": sign });

  it("is fine in either case, and fine when absent", async () => {
    for (const respond of [body(text), signed(digest(text, KEY, "MD5")), signed(digest(text, KEY, "MD5").toLowerCase())]) {
      server.answers(respond);
      const calls = callsOf(server, { isResponseSignatureRequiredToFit: true });
      expect((await calls.create()).kind).toBe("accepted");
      expect(calls.events.map((event) => event.event)).toEqual(["answered"]);
    }
  });

  it("is reported when it does not fit, and refused only on demand", async () => {
    server.answers(signed(digest(text, "another key", "MD5")));
    const calls = callsOf(server);
    expect((await calls.create()).kind).toBe("accepted");
    expect(calls.events.map((event) => event.event)).toEqual(["responseSignatureMismatch", "answered"]);
    const strict = callsOf(server, { isResponseSignatureRequiredToFit: true });
    expect(await strict.create()).toMatchObject({ kind: "unknown", cause: { reason: "signature" }, raw: text });
  });
});
