import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { APP_CODE, CLIENT_KEY, type Merchant, merchantOf, startForTest, type TestSimulator } from "../testing/index.ts";

let simulator: TestSimulator;
let merchant: Merchant;
let number = 0;

const ORDER = { txamt: "301", txcurrcd: "HKD", pay_type: "800201", txdtm: "2026-03-10 12:00:00" };
const FORM = { "content-type": "application/x-www-form-urlencoded" };

beforeAll(async () => {
  simulator = await startForTest();
  merchant = merchantOf(simulator.url);
  await simulator.control("/clock", { now: "2026-03-10 12:00:00", rate: 0 });
  await simulator.control("/rules", { rateLimit: false });
});
afterAll(() => simulator.stop());
beforeEach(() => {
  number += 1;
});

const order = (change: Record<string, string> = {}) => ({ ...ORDER, out_trade_no: `ORD-${number}`, ...change });
const codeOf = async (change: Record<string, string>) => (await merchant.post("/trade/v1/payment", order(change))).body["respcd"];

describe("who is calling", () => {
  const headers = (params: Record<string, string>) => ({ "x-qf-appcode": APP_CODE, "x-qf-sign": merchant.sign(params), ...FORM });
  const send = (params: Record<string, string>, change: Record<string, string>) =>
    merchant.raw("POST", "/trade/v1/payment", new URLSearchParams(params).toString(), { ...headers(params), ...change });

  it("refuses with 1108 whoever cannot show that he holds the key", async () => {
    const params = order();
    const digest = merchant.sign(params);
    const answers = await Promise.all([
      send(params, { "x-qf-appcode": "" }),
      send(params, { "x-qf-appcode": "UNKNOWN" }),
      send(params, { "x-qf-sign": "" }),
      send(params, { "x-qf-sign": digest.replace(/.$/, digest.endsWith("0") ? "1" : "0") }),
      send(params, { "x-qf-signtype": "SHA1" }),
      send(params, { "x-qf-signtype": "SHA256" }),
    ]);
    expect(answers.map((answer) => [answer.status, answer.body["respcd"]])).toEqual(answers.map(() => [200, "1108"]));
  });

  it("takes MD5 by default and SHA256 when the header says so, in either case of letters", async () => {
    const params = order();
    const sha256 = merchant.sign(params, "sha256");
    expect((await send(params, { "x-qf-sign": sha256, "x-qf-signtype": "SHA256" })).body["respcd"]).toBe("0000");
    expect((await send(params, { "x-qf-sign": merchant.sign(params).toLowerCase(), "x-qf-signtype": "MD5" })).body["respcd"]).toBe("0000");
  });

  it("accepts the digest with empty values and the one without them", async () => {
    const full = order({ goods_name: "", udid: "" });
    expect((await send(full, { "x-qf-sign": merchant.sign(full) })).body["respcd"]).toBe("0000");
    expect((await send(full, { "x-qf-sign": merchant.sign(order()) })).body["respcd"]).toBe("0000");
  });

  it("judges the signature before the fields, the form of a time before other fields", async () => {
    expect((await send(order({ txamt: "0" }), { "x-qf-sign": "00" })).body["respcd"]).toBe("1108");
    expect(await codeOf({ txdtm: "2026-03-10T12:00:00", txamt: "0" })).toBe("1103");
    expect(await codeOf({ txamt: "0" })).toBe("1104");
  });

  it("agrees with a digest that was published for this very request", async () => {
    const body = "out_trade_no=ORD-20260302-0001&pay_type=800201&txamt=301&txcurrcd=HKD&txdtm=2026-03-02%2009%3A15%3A00";
    const published = { "x-qf-appcode": APP_CODE, "x-qf-sign": "47B37C1B58304BC2FAAED61E9FD0998B", ...FORM };
    expect((await merchant.raw("POST", "/trade/v1/payment", body, published)).body["respcd"]).toBe("0000");
  });
});

describe("how the parameters may come", () => {
  const params = () => order({ goods_name: "A&B=C+D 100% 凍檸茶" });
  const identity = () => ({ "x-qf-appcode": APP_CODE, "x-qf-sign": merchant.sign(params()) });

  it("reads them from the query, from the body, and from both together", async () => {
    const query = new URLSearchParams(params()).toString();
    expect((await merchant.raw("POST", `/trade/v1/payment?${query}`, undefined, identity())).body["respcd"]).toBe("0000");
    const { txamt, ...rest } = params();
    const split = await merchant.raw("POST", `/trade/v1/payment?txamt=${txamt}`, new URLSearchParams(rest).toString(), {
      ...identity(),
      ...FORM,
    });
    expect(split.body["respcd"]).toBe("0000");
  });

  it("reads literal spaces and multipart bodies", async () => {
    const plain = order();
    const literal = Object.entries(plain)
      .map(([name, value]) => `${name}=${value}`)
      .join("&");
    const headers = { "x-qf-appcode": APP_CODE, "x-qf-sign": merchant.sign(plain) };
    expect((await merchant.raw("POST", "/trade/v1/payment", literal, { ...headers, ...FORM })).body["respcd"]).toBe("0000");
    const parts = Object.entries(params()).map(
      ([name, value]) => `--b1\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    const multipart = { ...identity(), "content-type": "multipart/form-data; boundary=b1" };
    expect((await merchant.raw("POST", "/trade/v1/payment", `${parts.join("")}--b1--\r\n`, multipart)).body["respcd"]).toBe("0000");
  });

  it("refuses repeated names, JSON and broken encodings with 1103", async () => {
    const headers = identity();
    const bodies: readonly (readonly [string, string])[] = [
      ["txamt=1&txamt=100", "application/x-www-form-urlencoded"],
      ['{"txamt": "1"}', "application/json"],
      ["goods_name=%FF%FE", "application/x-www-form-urlencoded"],
    ];
    for (const [body, type] of bodies) {
      const answer = await merchant.raw("POST", "/trade/v1/payment", body, { ...headers, "content-type": type });
      expect([body, answer.body["respcd"]]).toEqual([body, "1103"]);
    }
  });
});

describe("what the fields may be", () => {
  it.each([
    ["txamt", ["0", "-1", "1.00", "1e3", "１００", "0301", "2147483648", " 1"]],
    ["txcurrcd", ["hkd", "XXX"]],
    ["pay_type", ["800101", "800208"]],
    ["expired_time", ["4", "121", "5.5", "x"]],
    ["goods_name", ["凍檸茶".repeat(8)]],
    ["out_trade_no", ["x".repeat(129)]],
    ["txzone", [" 0800"]],
    ["rmb_tag", ["N", "Y"]],
    ["limit_pay", ["credit"]],
    ["extend_info", ["not json", "[]"]],
    ["notify_url", ["ftp://shop.example/"]],
  ])("refuses a bad %s with 1104 and names it", async (name, values) => {
    for (const value of values) {
      const { body } = await merchant.post("/trade/v1/payment", order({ [name]: value }));
      expect([value, body["respcd"]]).toEqual([value, "1104"]);
      expect(body["respmsg"]).toContain(name);
    }
  });

  it.each(["txamt", "txcurrcd", "pay_type", "out_trade_no", "txdtm"])("asks for %s", async (name) => {
    const { body } = await merchant.post("/trade/v1/payment", order({ [name]: "" }));
    expect([body["respcd"], body["respmsg"]]).toEqual(["1104", `${name} is missing`]);
  });

  it.each(["2026-02-30 12:00:00", "2026-03-10 24:00:00", "2026-03-10", "10/03/2026 12:00:00"])(
    "refuses the time %s with 1103",
    async (txdtm) => {
      expect(await codeOf({ txdtm })).toBe("1103");
    },
  );

  it("takes everything that the documents allow", async () => {
    const extras = {
      expired_time: "120",
      goods_name: "凍檸茶",
      txzone: "+0900",
      udid: "till-07",
      limit_pay: "no_credit",
      extend_info: '{"user_creid":"43"}',
    };
    expect(await codeOf({ ...extras, txcurrcd: "CNY", rmb_tag: "Y", notify_url: "https://shop.example/n?a=1&b=2" })).toBe("0000");
  });
});

describe("the answer", () => {
  it("has the keys of the published sample in their order, printed like Python does, and is signed", async () => {
    const { raw, sign } = await merchant.post("/trade/v1/payment", order());
    const order15 = "sysdtm paydtm txcurrcd respmsg qrcode pay_type cardcd udid txdtm txamt resperr out_trade_no syssn respcd chnlsn";
    expect(Object.keys(JSON.parse(raw)).join(" ")).toBe(order15);
    expect(raw).toMatch(
      /^\{"sysdtm": "2026-03-10 12:00:00", "paydtm": "2026-03-10 12:00:00", "txcurrcd": "HKD", "respmsg": "OK", "qrcode": "weixin:\/\/wxpay\/bizpayurl\?pr=/,
    );
    expect(raw).toMatch(/"resperr": "\\u4ea4\\u6613\\u6210\\u529f"/);
    expect(raw).toMatch(/^[ -~]+$/);
    expect(sign).toBe(
      createHash("md5")
        .update(raw + CLIENT_KEY)
        .digest("hex")
        .toUpperCase(),
    );
  });

  it("numbers orders with 26 digits that begin with the day of sysdtm, never twice", async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => merchant.post("/trade/v1/payment", order({ out_trade_no: `N-${index}` }))),
    );
    const numbers = answers.map((answer) => String(answer.body["syssn"]));
    expect(numbers.every((syssn) => /^20260310\d{18}$/.test(syssn))).toBe(true);
    expect(new Set(numbers).size).toBe(20);
  });
});

describe("an out_trade_no that was used", () => {
  it("starts an unpaid order anew under another syssn, and refuses other data with 1267", async () => {
    const first = await merchant.post("/trade/v1/payment", order());
    const again = await merchant.post("/trade/v1/payment", order());
    expect(again.body["respcd"]).toBe("0000");
    expect(again.body["syssn"]).not.toBe(first.body["syssn"]);
    expect(await codeOf({ txamt: "302" })).toBe("1267");
    expect(await codeOf({ txcurrcd: "USD" })).toBe("1267");
  });

  it("is 1260 once paid, 1142 once closed, 2011 when a refund has it", async () => {
    const paid = await merchant.post("/trade/v1/payment", order());
    await simulator.control("/orders/pay", { out_trade_no: `ORD-${number}` });
    expect(await codeOf({})).toBe("1260");
    await merchant.post("/trade/v1/refund", {
      syssn: String(paid.body["syssn"]),
      out_trade_no: "RF-X",
      txamt: "1",
      txdtm: "2026-03-10 12:00:00",
    });
    expect(await codeOf({ out_trade_no: "RF-X" })).toBe("2011");
    await merchant.post("/trade/v1/payment", order({ out_trade_no: "CL-X" }));
    await merchant.post("/trade/v1/close", { out_trade_no: "CL-X", txamt: "301", txdtm: "2026-03-10 12:00:00" });
    expect(await codeOf({ out_trade_no: "CL-X" })).toBe("1142");
  });
});
