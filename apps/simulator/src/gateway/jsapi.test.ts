import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { APP_CODE, type Merchant, merchantOf, startForTest, type TestSimulator } from "../testing/index.ts";
import { withCode } from "./oauth-code.ts";

const WECHAT = { "user-agent": "Mozilla/5.0 MicroMessenger/8.0.50", "accept-language": "en" };
const REDIRECT = "https://shop.example/wx/return?link=L7&lang=zh-HK";

let simulator: TestSimulator;
let merchant: Merchant;

beforeEach(async () => {
  simulator = await startForTest();
  merchant = merchantOf(simulator.url);
  await simulator.control("/clock", { now: "2026-03-10 12:00:00", rate: 0 });
});
afterEach(() => simulator.stop());

// A customer without cookies: what has to be remembered must stand in the addresses and forms.
const open = (target: string, headers: Record<string, string> = WECHAT) =>
  fetch(new URL(target, simulator.url), { headers, redirect: "manual" });
const submit = (target: string, fields: Record<string, string>) =>
  fetch(new URL(target, simulator.url), { method: "POST", headers: WECHAT, body: new URLSearchParams(fields), redirect: "manual" });
const oauthTarget = (change: Record<string, string> = {}) => {
  const params = { app_code: APP_CODE, redirect_uri: REDIRECT };
  return `/tool/v1/get_weixin_oauth_code?${new URLSearchParams({ ...params, sign: merchant.sign(params), ...change }).toString()}`;
};
const consented = async (): Promise<string> => {
  const consent = (await open(oauthTarget())).headers.get("location") ?? "";
  const back = await submit(consent, { request: "authorize", decision: "allow" });
  return new URL(back.headers.get("location") ?? "").searchParams.get("code") ?? "";
};
const exchange = (code: string) => merchant.get("/tool/v1/get_weixin_openid", { code });
const create = (sub_openid: string, out_trade_no = "JS-1") =>
  merchant.post("/trade/v1/payment", {
    txamt: "1250",
    txcurrcd: "HKD",
    pay_type: "800207",
    out_trade_no,
    txdtm: "2026-03-10 12:00:00",
    sub_openid,
  });
const paramsOf = (answer: Awaited<ReturnType<typeof create>>): Record<string, string> =>
  JSON.parse(JSON.stringify(answer.body["pay_params"]));
const direct = (params: Record<string, string>, change: Record<string, string> = {}) =>
  open(
    `/q/direct?${new URLSearchParams({ mchntnm: "Pet Shop", txamt: "1250", currency: "HKD", redirect_url: "https://shop.example/thanks", ...params, ...change }).toString()}`,
  );

describe("consent", () => {
  it("refuses a wrong digest and a foreign address before anything else", async () => {
    expect(await (await open(oauthTarget({ sign: "00" }))).json()).toMatchObject({ respcd: "1108" });
    expect(await (await open(oauthTarget({ redirect_uri: "https://evil.example/" }))).json()).toMatchObject({ respcd: "1108" });
    const params = { app_code: APP_CODE, redirect_uri: "www.example.com" };
    expect(await (await open(oauthTarget({ ...params, sign: merchant.sign(params) }))).json()).toMatchObject({ respcd: "1104" });
  });

  it("shows a page instead of redirecting when the browser is not WeChat's", async () => {
    const page = await open(oauthTarget(), { "user-agent": "Firefox", "accept-language": "en" });
    expect([page.status, page.headers.get("location")]).toEqual([200, null]);
    expect(await page.text()).toContain("Open this link in the WeChat client");
  });

  it("returns with a code when allowed and without one when denied", async () => {
    const consent = (await open(oauthTarget())).headers.get("location") ?? "";
    const denied = await submit(consent, { request: "authorize", decision: "deny" });
    expect(denied.headers.get("location")).toBe(REDIRECT);
    const allowed = await submit(consent, { request: "authorize", decision: "allow" });
    expect(allowed.headers.get("location")).toMatch(/^https:\/\/shop\.example\/wx\/return\?link=L7&lang=zh-HK&code=011\w{29}$/);
  });

  it("returns to an address with spaces, Chinese and encoded text, which arrive as they were signed", async () => {
    const params = { app_code: APP_CODE, redirect_uri: "https://shop.example/pay here/測試?next=%2Fa%3Fb%3D1&q=a?b#片" };
    const consent = (await open(oauthTarget({ ...params, sign: merchant.sign(params) }))).headers.get("location") ?? "";
    const back = (await submit(consent, { request: "authorize", decision: "allow" })).headers.get("location") ?? "";
    expect(back).toMatch(/^https:\/\/shop\.example\/pay%20here\/%E6%B8%AC%E8%A9%A6\?next=%2Fa%3Fb%3D1&q=a\?b&code=011\w{29}#%E7%89%87$/);
    const denied = await submit(consent, { request: "authorize", decision: "deny" });
    expect(denied.headers.get("location")).toContain("/pay%20here/");
  });

  it("joins the code to every kind of address", () => {
    expect(withCode("https://a.example/r", "c")).toBe("https://a.example/r?code=c");
    expect(withCode("https://a.example/r?", "c")).toBe("https://a.example/r?code=c");
    expect(withCode("https://a.example/r?x=1#part", "c")).toBe("https://a.example/r?x=1&code=c#part");
  });
});

describe("the code", () => {
  it("gives an openid of 28 characters, once", async () => {
    const code = await consented();
    const first = await exchange(code);
    expect(first.body).toMatchObject({ respcd: "0000" });
    expect(first.body["openid"]).toMatch(/^o\w{27}$/);
    expect((await exchange(code)).body["respcd"]).toBe("1104");
    expect((await exchange("011unknown")).body["respcd"]).toBe("1104");
  });

  it("lives five minutes", async () => {
    const [early, late] = [await consented(), await consented()];
    await simulator.control("/clock", { now: "2026-03-10 12:04:59" });
    expect((await exchange(early)).body["respcd"]).toBe("0000");
    await simulator.control("/clock", { now: "2026-03-10 12:05:00" });
    expect((await exchange(late)).body["respcd"]).toBe("1104");
  });
});

describe("the payment", () => {
  it("wants an openid that was issued, and a fresh one each time if told so", async () => {
    expect((await create("")).body["respcd"]).toBe("1104");
    expect((await create("oNotIssuedHere000000000000000")).body["respcd"]).toBe("1104");
    const openid = String((await exchange(await consented())).body["openid"]);
    expect((await create(openid, "JS-1")).body["respcd"]).toBe("0000");
    await simulator.control("/rules", { freshOpenid: true });
    expect((await create(openid, "JS-2")).body["respcd"]).toBe("1104");
  });

  it("answers with six pay_params instead of a QR code", async () => {
    const made = await create(String((await exchange(await consented())).body["openid"]));
    expect(made.body["qrcode"]).toBeUndefined();
    const params = paramsOf(made);
    expect(Object.keys(params)).toEqual(["appId", "timeStamp", "nonceStr", "package", "signType", "paySign"]);
    expect(params["appId"]).toMatch(/^wx[0-9a-f]{16}$/);
    expect(params["timeStamp"]).toBe(String(Date.UTC(2026, 2, 10, 4) / 1000));
    expect(params["package"]).toMatch(/^prepay_id=wx.{34,}$/);
    expect(params["paySign"]).toMatch(/^[0-9A-F]{32}$/);
  });

  it("signs with RSA where the channel does", async () => {
    await simulator.control("/rules", { jsapiSignType: "RSA" });
    const params = paramsOf(await create(String((await exchange(await consented())).body["openid"])));
    expect([params["signType"], params["paySign"]?.length]).toEqual(["RSA", 344]);
    expect((await direct(params)).status).toBe(200);
  });
});

describe("the cashier at /q/direct", () => {
  let params: Record<string, string>;
  let openid: string;
  beforeEach(async () => {
    openid = String((await exchange(await consented())).body["openid"]);
    params = paramsOf(await create(openid));
  });
  const state = async () => JSON.parse(JSON.stringify((await merchant.post("/trade/v1/query", { out_trade_no: "JS-1" })).body["data"]))[0];
  const decide = (decision: string) =>
    submit("/q/direct", { package: params["package"] ?? "", redirect_url: "https://shop.example/thanks", decision });

  it("wants all ten parameters, an address in redirect_url and the very pay_params", async () => {
    for (const name of ["mchntnm", "txamt", "currency", "redirect_url", ...Object.keys(params)]) {
      const page = await direct(params, { [name]: "" });
      expect([page.status, (await page.text()).includes(name)]).toEqual([400, true]);
    }
    for (const redirect_url of ["javascript:alert(1)", "thanks", "//", "ftp://shop.example"]) {
      expect([redirect_url, (await direct(params, { redirect_url })).status]).toEqual([redirect_url, 400]);
    }
    expect((await direct(params, { package: "prepay_id=unknown" })).status).toBe(400);
    expect((await direct(params, { paySign: "0".repeat(32) })).status).toBe(400);
  });

  it("takes a redirect_url without a scheme, as QFPay's sample sends it, and says that it is wrong", async () => {
    const page = await direct(params, { redirect_url: "www.example.com" });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("redirect_url must be an absolute address");
  });

  it("shows the order's amount and flags a link that says another", async () => {
    const honest = await (await direct(params)).text();
    expect(honest).toContain("HKD 12.50");
    expect(honest).not.toContain("alert");
    const altered = await (await direct(params, { txamt: "1" })).text();
    expect(altered).toContain("The link shows HKD 0.01, but the order is HKD 12.50.");
  });

  it("pays, tells, and leads back to redirect_url", async () => {
    const done = await decide("pay");
    expect(await state()).toMatchObject({ respcd: "0000", cardcd: openid });
    expect(await (await open(done.headers.get("location") ?? "")).text()).toContain('href="https://shop.example/thanks"');
  });

  it("leads back unpaid when the customer cancels, and fails with the wallet's code", async () => {
    expect((await decide("cancel")).headers.get("location")).toBe("https://shop.example/thanks");
    expect(await state()).toMatchObject({ respcd: "1143" });
    await decide("1201");
    expect(await state()).toMatchObject({ respcd: "1201" });
  });

  it("expires with WeChat's prepay_id after two hours", async () => {
    await simulator.control("/clock", { now: "2026-03-10 14:00:00" });
    expect(await (await direct(params)).text()).toContain("This order has expired");
    await decide("pay");
    expect(await state()).toMatchObject({ respcd: "1181" });
  });
});
