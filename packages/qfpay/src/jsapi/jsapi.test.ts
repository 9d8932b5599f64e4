import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { digestParams } from "../signing/index.ts";
import { APP_CODE, clientOf, KEY } from "../testing/client.ts";
import { type GatewayServer, startGatewayServer } from "../testing/gateway-server.ts";

let server: GatewayServer;
beforeAll(async () => {
  server = await startGatewayServer();
});
afterAll(() => server.stop());
beforeEach(() => void server.seen.splice(0));

const API = "https://api.example";
const HKD1250 = { minor: 1250n, currency: "HKD" } as const;
const PAY_PARAMS = { appId: "wx0", timeStamp: "1772414100", nonceStr: "n", package: "prepay_id=wx0", signType: "RSA", paySign: "A+/=" };

describe("the address that fetches WeChat's code", () => {
  it("is signed with MD5 over the decoded return address and encoded once", () => {
    const { client } = clientOf(`${API}/`, { signType: "SHA256" });
    const url = client.oauthCodeUrl({ base: "https://shop.example", path: ["wx", "return"] });
    // digest from the golden vector oauth_code_query_no_mchid
    expect(url).toBe(
      `${API}/tool/v1/get_weixin_oauth_code?app_code=${APP_CODE}&redirect_uri=https%3A%2F%2Fshop.example%2Fwx%2Freturn&sign=F985C47A02D6B0C1E9301FDA15F542C1`,
    );
  });

  it("sends and signs the mchid of an account that has one, and encodes what a path may hold", () => {
    const { client } = clientOf(API, { mchid: "ZaMVg12345" });
    const url = new URL(client.oauthCodeUrl({ base: "https://shop.example/pay/", path: ["返 a&b=c/d"], query: { state: "x y" } }));
    const { sign, ...params } = Object.fromEntries(url.searchParams);
    expect(params).toEqual({
      app_code: APP_CODE,
      mchid: "ZaMVg12345",
      redirect_uri: "https://shop.example/pay/%E8%BF%94%20a%26b%3Dc%2Fd?state=x%20y",
    });
    expect(sign).toBe(digestParams(params, KEY, "MD5"));
  });

  it.each([
    ["javascript:alert(1)", ["a"]],
    ["https://user:secret@shop.example", ["a"]],
    ["https://shop.example/?next=evil", ["a"]],
    ["https://shop.example/#x", ["a"]],
    ["shop.example", ["a"]],
    ["https://shop.example", [".."]],
    ["https://shop.example", [""]],
    ["https://shop.example", ["x".repeat(500)]],
  ])("is not made for %s %j", (base, path) => {
    expect(() => clientOf(API).client.oauthCodeUrl({ base, path })).toThrow(
      expect.objectContaining({ name: "InvalidRequest", field: "returnTo" }),
    );
  });
});

describe("the payer's openid", () => {
  it("is fetched by a signed GET", async () => {
    server.says({ resperr: "", respcd: "0000", respmsg: "", openid: "oo3Lss8d0hLOuyTuSJMVwLTk68JE" });
    const { client } = clientOf(server.base, { mchid: "ZaMVg12345" });
    expect(await client.exchangeOauthCode("011QipnO1yMIla1VJdoO1FUrnO1Qipnv")).toMatchObject({
      kind: "accepted",
      value: { openid: "oo3Lss8d0hLOuyTuSJMVwLTk68JE" },
    });
    const [sent] = server.seen;
    expect(sent).toMatchObject({ method: "GET", path: "/tool/v1/get_weixin_openid", body: "" });
    expect(sent?.params).toEqual({ code: "011QipnO1yMIla1VJdoO1FUrnO1Qipnv", mchid: "ZaMVg12345" });
    expect(sent?.headers["x-qf-sign"]).toBe(digestParams(sent?.params ?? {}, KEY, "SHA256"));
  });

  it("is refused for a code used before, and unknown when success comes without it", async () => {
    server.says({ respcd: "1104", resperr: "code been used" });
    expect(await clientOf(server.base).client.exchangeOauthCode("011x")).toMatchObject({ kind: "rejected", code: "1104" });
    server.says({ respcd: "0000" });
    expect(await clientOf(server.base).client.exchangeOauthCode("011x")).toMatchObject({ kind: "unknown", cause: { field: "openid" } });
  });

  it.each(["", "a b", "a&mchid=EVIL", "x".repeat(129)])("is not asked for with the code %j", async (code) => {
    await expect(clientOf(server.base).client.exchangeOauthCode(code)).rejects.toMatchObject({ name: "InvalidRequest" });
    expect(server.seen).toHaveLength(0);
  });
});

describe("the address of WeChat's cashier", () => {
  it("carries amount, names, return address and the six values, each encoded once", () => {
    const url = clientOf(API).client.directUrl({
      merchantName: "茶 & Co",
      amount: HKD1250,
      goodsName: "凍檸茶",
      returnTo: { base: "https://shop.example", path: ["p", "t0ken", "done"] },
      payParams: PAY_PARAMS,
    });
    expect(url.startsWith("https://o2.example/q/direct?")).toBe(true);
    expect(url).toContain("paySign=A%2B%2F%3D");
    expect(Object.fromEntries(new URL(url).searchParams)).toEqual({
      ...PAY_PARAMS,
      mchntnm: "茶 & Co",
      txamt: "1250",
      currency: "HKD",
      goods_name: "凍檸茶",
      redirect_url: "https://shop.example/p/t0ken/done",
    });
  });
});
