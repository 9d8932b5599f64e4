import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { APP_CODE, type Merchant, merchantOf, startForTest, type TestSimulator } from "../testing/index.ts";
import { isAllowedHost, WECHAT_USER_AGENT } from "./browser/index.ts";

type Seen = { method: string; url: string; headers: IncomingMessage["headers"]; body: string };

let simulator: TestSimulator;
let merchant: Merchant;
let shop: Server;
let shopUrl: string;
let seen: Seen[];

beforeEach(async () => {
  simulator = await startForTest();
  merchant = merchantOf(simulator.url);
  seen = [];
  shop = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      seen.push({
        method: request.method ?? "",
        url: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(chunks).toString("utf8"),
      });
      answer(request.url ?? "", response);
    });
  });
  await new Promise<void>((resolve) => shop.listen(0, "127.0.0.1", resolve));
  const address = shop.address();
  shopUrl = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
});
afterEach(async () => {
  await simulator.stop();
  shop.closeAllConnections();
  await new Promise((resolve) => shop.close(resolve));
});

// A merchant's site with the policy that a careful one has.
function answer(url: string, response: ServerResponse): void {
  if (url.startsWith("/p/")) {
    response.writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": `default-src 'self'; form-action 'self' ${simulator.url}; frame-ancestors 'none'`,
      "x-frame-options": "DENY",
      "set-cookie": ["visit=abc; Path=/; HttpOnly; SameSite=Lax", "other=1; Path=/elsewhere"],
    });
    response.end(
      `<!doctype html><title>凍檸茶 &amp; Co</title><form method="post" action="${shopUrl}/start?a=1&amp;b=2"></form><p>${shopUrl}/p/x</p>`,
    );
    return;
  }
  if (url === "/events") {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write("data: one\n\n");
    return; // and stays open
  }
  if (url === "/leave") return void response.writeHead(302, { location: "https://elsewhere.example/" }).end();
  if (url === "/over") return void response.writeHead(200, { "set-cookie": "visit=; Max-Age=0; Path=/" }).end("bye");
  const params = { app_code: APP_CODE, redirect_uri: `${shopUrl}/back` };
  const query = new URLSearchParams({ ...params, sign: merchant.sign(params) });
  response.writeHead(303, { location: `${simulator.url}/tool/v1/get_weixin_oauth_code?${query.toString()}` }).end();
}

const PHONE = {
  cookie: "simulated_phone=00112233445566aa",
  "user-agent": "Chrome on a desk",
  "accept-language": "en",
  "sec-ch-ua": "Chrome",
};
const open = (url: string, init: RequestInit = {}) => fetch(url, { redirect: "manual", ...init, headers: { ...PHONE, ...init.headers } });
const locationOf = (response: Response) => response.headers.get("location") ?? "";
const insideWechat = async (url: string) => locationOf(await open(`${simulator.url}/phone/browser/open?url=${encodeURIComponent(url)}`));

describe("WeChat's browser", () => {
  it("opens a page at an origin of its own, as MicroMessenger and as nothing else", async () => {
    const inside = await insideWechat(`${shopUrl}/p/token?x=1`);
    expect(inside).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/p\/token\?x=1$/);
    expect(new URL(inside).origin).not.toBe(shopUrl);
    await open(inside);
    expect(seen[0]).toMatchObject({ url: "/p/token?x=1", headers: { "user-agent": WECHAT_USER_AGENT, host: new URL(shopUrl).host } });
    expect(WECHAT_USER_AGENT).toContain("MicroMessenger");
    expect(seen[0]?.headers["sec-ch-ua"]).toBeUndefined();
  });

  it("keeps the page's policy but lets it stand in the phone, and keeps forms inside", async () => {
    const inside = await insideWechat(`${shopUrl}/p/token`);
    const page = await open(inside);
    const gatewayInside = new URL(await insideWechat(`${simulator.url}/`)).origin;
    expect(page.headers.get("x-frame-options")).toBeNull();
    expect(page.headers.get("content-security-policy")).toBe(`default-src 'self'; form-action 'self' ${gatewayInside}`);
    const text = await page.text();
    expect(text).toContain(`action="${new URL(inside).origin}/start?a=1&amp;b=2"`);
    expect(text).toContain(`<p>${shopUrl}/p/x</p>`);
    expect(text).toContain("凍檸茶");
  });

  it("has cookies of its own: the desk's do not reach the page, the page's come back", async () => {
    const inside = await insideWechat(`${shopUrl}/p/token`);
    const first = await open(inside, { headers: { cookie: `${PHONE.cookie}; session=of-the-desk` } });
    expect(first.headers.get("set-cookie")).toBeNull();
    await open(inside);
    await open(new URL("/over", inside).href);
    await open(inside);
    expect(seen.map((request) => request.headers.cookie)).toEqual([undefined, "visit=abc", "visit=abc", undefined]);
    const other = await open(inside, { headers: { cookie: "simulated_phone=ffffffffffffffff" } });
    expect(other.status).toBe(200);
    expect(seen.at(-1)?.headers.cookie).toBeUndefined();
  });

  it("shows a site its own origin in Origin and Referer", async () => {
    const inside = await insideWechat(`${shopUrl}/p/token`);
    const { origin } = new URL(inside);
    await open(`${origin}/start`, { method: "POST", body: "a=1", headers: { origin, referer: inside, "content-type": "text/plain" } });
    expect(seen[0]).toMatchObject({ method: "POST", body: "a=1", headers: { origin: shopUrl, referer: `${shopUrl}/p/token` } });
  });

  it("streams events as they come", async () => {
    const response = await open(await insideWechat(`${shopUrl}/events`));
    const reader = response.body?.getReader();
    const chunk = await reader?.read();
    expect(new TextDecoder().decode(chunk?.value)).toBe("data: one\n\n");
    await reader?.cancel();
  });

  it("knows what it shows, for the title bar", async () => {
    await open(await insideWechat(`${shopUrl}/p/token`));
    expect(await (await open(`${simulator.url}/phone/browser/page`)).json()).toEqual({ title: "凍檸茶 & Co", url: `${shopUrl}/p/token` });
  });

  it("says when nothing answers", async () => {
    const page = await open(await insideWechat("http://127.0.0.1:9/"));
    expect([page.status, await page.text()]).toEqual([502, expect.stringContaining("Nothing answers at 127.0.0.1:9")]);
  });

  it("opens this machine and allowed hosts only, and leaves other redirects alone", async () => {
    const allowed = (url: string, hosts: string[] = []) => isAllowedHost(new URL(url), hosts);
    expect(["http://127.0.0.1:3000/", "http://localhost/", "http://[::1]:1/", "http://a.localhost/"].map((url) => allowed(url))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    const others = [
      "http://10.0.0.1/",
      "http://169.254.169.254/",
      "file:///etc/passwd",
      "http://127.0.0.1.example.com/",
      "http://u:p@127.0.0.1/",
    ];
    expect(others.map((url) => allowed(url))).toEqual([false, false, false, false, false]);
    expect(allowed("https://shop.example/", ["shop.example"])).toBe(true);
    const refused = await open(`${simulator.url}/phone/browser?url=${encodeURIComponent("http://10.0.0.1/")}`);
    expect(await refused.text()).toContain("--phone-hosts 10.0.0.1");
    const leaving = await open(await insideWechat(`${shopUrl}/leave`));
    expect(locationOf(leaving)).toBe("https://elsewhere.example/");
  });

  it("carries one person through consent and back, without leaving WeChat", async () => {
    const inside = await insideWechat(`${shopUrl}/start`);
    const shopInside = new URL(inside).origin;
    const oauth = locationOf(await open(inside));
    expect(oauth).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/tool\/v1\/get_weixin_oauth_code/);
    expect(new URL(oauth).origin).not.toBe(simulator.url);
    const consent = locationOf(await open(oauth));
    expect(await (await open(consent)).text()).toContain("Pet Shop asks for your WeChat identity");
    const allow = { method: "POST", body: new URLSearchParams({ request: "authorize", decision: "allow" }) };
    const codes = [locationOf(await open(consent, allow)), locationOf(await open(consent, allow))].map((back) => {
      expect(back).toMatch(new RegExp(`^${shopInside}/back\\?code=011`));
      return new URL(back).searchParams.get("code") ?? "";
    });
    const [first, second] = await Promise.all(codes.map((code) => merchant.get("/tool/v1/get_weixin_openid", { code })));
    expect(first?.body["openid"]).toBe(second?.body["openid"]);
  });
});

describe("the phone", () => {
  const text = async (path: string, headers: Record<string, string> = {}) => (await open(`${simulator.url}${path}`, { headers })).text();

  it("lists what can be paid and pays what is scanned", async () => {
    const made = await merchant.makeQr({ goods_name: "Tea <3" });
    const qrcode = String(made.body["qrcode"]);
    expect(await text("/phone")).toContain("Tea &lt;3");
    const scanned = await open(`${simulator.url}/phone/scan?text=${encodeURIComponent(qrcode)}`);
    expect(await text(locationOf(scanned))).toContain("Pay HKD 3.01");
    await open(`${simulator.url}/phone/pay`, { method: "POST", body: new URLSearchParams({ code: qrcode, decision: "pay" }) });
    expect(await text(locationOf(scanned))).toContain("HKD 3.01 was paid to Pet Shop.");
    expect(await text("/phone")).toContain("No QR code is waiting for payment.");
    expect(JSON.parse((await simulator.control("/book")).text).rows).toMatchObject([{ state: "paid" }]);
  });

  it("cancels and fails too", async () => {
    const { qrcode } = (await merchant.makeQr()).body;
    const decide = (decision: string) =>
      open(`${simulator.url}/phone/pay`, { method: "POST", body: new URLSearchParams({ code: String(qrcode), decision }) });
    expect(locationOf(await decide("cancel"))).toBe("/phone");
    expect(await text(locationOf(await decide("1294")))).toContain("refused with code 1294");
  });

  it("sends a scanned link to WeChat's browser and says what it cannot read", async () => {
    const link = await open(`${simulator.url}/phone/scan?text=${encodeURIComponent(`${shopUrl}/p/t`)}`);
    expect(locationOf(link)).toBe(`/phone/browser?url=${encodeURIComponent(`${shopUrl}/p/t`)}`);
    expect(await text("/phone/pay?code=hello")).toContain("hello");
  });

  it("speaks three languages: by ?lang, which it remembers, or by what the browser accepts", async () => {
    expect(await text("/phone?lang=zh-Hant")).toContain("掃一掃");
    expect(await text("/phone", { "accept-language": "zh-CN,zh;q=0.9" })).toContain("扫一扫");
    expect(await text("/phone", { "accept-language": "fr", cookie: "simulator_language=zh-Hant" })).toContain("掃一掃");
    expect(await text("/phone", { "accept-language": "fr" })).toContain("Scan or open");
    expect(await text("/?lang=zh-Hans")).toContain("模拟的 QFPay");
  });
});
