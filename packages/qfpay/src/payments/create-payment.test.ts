import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ZodError } from "zod";
import { digestParams } from "../signing/index.ts";
import { APP_CODE, clientOf, KEY, NOW } from "../testing/client.ts";
import { type GatewayServer, startGatewayServer } from "../testing/gateway-server.ts";
import type { QrPayment } from "./index.ts";

let server: GatewayServer;
beforeAll(async () => {
  server = await startGatewayServer();
});
afterAll(() => server.stop());
beforeEach(() => void server.seen.splice(0));

const HKD301 = { minor: 301n, currency: "HKD" } as const;
const payment = (over: Partial<QrPayment> = {}): QrPayment => ({ outTradeNo: "ORD20260302", amount: HKD301, txdtm: NOW, ...over });

// The sample answer of QFPay's QR page, its fields in their published order.
const QR_ANSWER = {
  sysdtm: "2026-03-02 09:15:01",
  paydtm: "2026-03-02 09:15:01",
  txcurrcd: "HKD",
  respmsg: "OK",
  qrcode: "weixin://wxpay/bizpayurl?pr=4PsXP5N",
  pay_type: "800201",
  cardcd: "",
  udid: "qiantai2",
  txdtm: "2026-03-02 09:15:00",
  txamt: "301",
  resperr: "success",
  out_trade_no: "ORD20260302",
  syssn: "20260302000200020000000001",
  respcd: "0000",
  chnlsn: "",
  some_future_field: "x",
};

const PAY_PARAMS = {
  appId: "wx0123456789abcdef",
  timeStamp: "1772414100",
  nonceStr: "0123456789abcdef0123456789abcdef",
  package: "prepay_id=wx02091500123456789012345678901234567",
  signType: "RSA",
  paySign: `${"A+/".repeat(114)}Q==`,
};

describe("a QR payment", () => {
  it("is posted as a signed form and answers with the code to show", async () => {
    server.says(QR_ANSWER);
    const answer = await clientOf(server.base).client.createQrPayment(payment());
    expect(answer).toMatchObject({
      kind: "accepted",
      value: {
        qrcode: "weixin://wxpay/bizpayurl?pr=4PsXP5N",
        syssn: "20260302000200020000000001",
        amount: HKD301,
        sysdtm: new Date("2026-03-02T01:15:01Z"),
        chnlsn: null,
        udid: "qiantai2",
      },
      fields: { some_future_field: "x" },
      heardAt: NOW,
    });
    expect(JSON.parse(answer.raw ?? "")).toEqual(QR_ANSWER);
    const [sent] = server.seen;
    expect(sent).toMatchObject({ method: "POST", path: "/trade/v1/payment", query: "" });
    expect(sent?.headers).toMatchObject({ "x-qf-appcode": APP_CODE, "x-qf-signtype": "SHA256" });
    expect(sent?.headers["content-type"]).toBe("application/x-www-form-urlencoded; charset=UTF-8");
    expect(sent?.params).toEqual({
      txamt: "301",
      txcurrcd: "HKD",
      pay_type: "800201",
      out_trade_no: "ORD20260302",
      txdtm: "2026-03-02 09:15:00",
    });
    expect(sent?.headers["x-qf-sign"]).toBe(digestParams(sent?.params ?? {}, KEY, "SHA256"));
  });

  it("can carry every field that QFPay knows, each signed as it is sent", async () => {
    server.says({ ...QR_ANSWER, txcurrcd: "CNY" });
    const { client } = clientOf(server.base, { signType: "MD5", mchid: "ZaMVg12345" });
    await client.createQrPayment(
      payment({
        amount: { minor: 301n, currency: "CNY" },
        isRmb: true,
        txzone: "+0800",
        goodsName: "凍檸茶 2杯",
        goodsInfo: "Table 7",
        goodsDetail: "less ice",
        udid: "till-07",
        expiresInMinutes: 5,
        notifyUrl: "https://shop.example/qf/notify",
        limitPay: "no_credit",
        realName: { idNumber: "430067798868676871", name: "小林" },
      }),
    );
    const [sent] = server.seen;
    expect(sent?.params).toEqual({
      txamt: "301",
      txcurrcd: "CNY",
      pay_type: "800201",
      out_trade_no: "ORD20260302",
      txdtm: "2026-03-02 09:15:00",
      txzone: "+0800",
      rmb_tag: "Y",
      goods_name: "凍檸茶 2杯",
      goods_info: "Table 7",
      goods_detail: "less ice",
      udid: "till-07",
      expired_time: "5",
      notify_url: "https://shop.example/qf/notify",
      limit_pay: "no_credit",
      extend_info: '{"user_creid":"430067798868676871","user_truename":"\\u5c0f\\u6797"}',
      mchid: "ZaMVg12345",
    });
    expect(sent?.body).toContain("txzone=%2B0800");
    expect(sent?.headers["x-qf-sign"]).toBe(digestParams(sent?.params ?? {}, KEY, "MD5"));
    expect(sent?.headers["x-qf-signtype"]).toBeUndefined();
  });

  it.each<[field: string, asked: Partial<QrPayment>]>([
    ["amount.minor", { amount: { minor: 0n, currency: "HKD" } }],
    ["amount.minor", { amount: { minor: -1n, currency: "HKD" } }],
    ["amount.minor", { amount: { minor: 2_147_483_648n, currency: "HKD" } }],
    ["outTradeNo", { outTradeNo: "" }],
    ["outTradeNo", { outTradeNo: "A B" }],
    ["outTradeNo", { outTradeNo: "x".repeat(129) }],
    ["goodsName", { goodsName: "x&mchid=EVIL" }],
    ["goodsName", { goodsName: "Tea!" }],
    ["goodsName", { goodsName: "   " }],
    ["goodsName", { goodsName: "一二三四五六七八九十一二三四五六七八九十一" }],
    ["goodsName", { goodsName: "𠮷".repeat(17) }],
    ["expiresInMinutes", { expiresInMinutes: 4 }],
    ["expiresInMinutes", { expiresInMinutes: 121 }],
    ["expiresInMinutes", { expiresInMinutes: 5.5 }],
    ["isRmb", { isRmb: true }],
    ["notifyUrl", { notifyUrl: "https://shop.example/?a=1&b=2" }],
    ["notifyUrl", { notifyUrl: "ftp://shop.example" }],
    ["udid", { udid: "till\n7" }],
    ["realName.idNumber", { realName: { idNumber: "12", name: "小林" } }],
    ["txdtm", { txdtm: new Date(Number.NaN) }],
  ])("is refused before anything is sent, naming %s", async (field, asked) => {
    const { client } = clientOf(server.base);
    await expect(client.createQrPayment(payment(asked))).rejects.toMatchObject({ name: "InvalidRequest", field });
    expect(server.seen).toHaveLength(0);
  });

  it("accepts the borders of what is allowed", async () => {
    server.says({ respcd: "1143" });
    const { client } = clientOf(server.base);
    for (const asked of [
      { amount: { minor: 1n, currency: "JPY" } },
      { amount: { minor: 2_147_483_647n, currency: "HKD" } },
      { goodsName: "一二三四五六七八九十一二三四五六七八九十" },
      { goodsName: "ชาเย็น Café 2" },
      { expiresInMinutes: 120, outTradeNo: "A_|*-".padEnd(128, "9") },
    ] as const) {
      expect(await client.createQrPayment(payment(asked))).toMatchObject({ kind: "pending", code: "1143" });
    }
  });
});

describe("a payment inside WeChat", () => {
  it("answers with the six values that open the cashier, unchanged, of whatever length", async () => {
    server.says({ ...QR_ANSWER, pay_type: "800207", qrcode: undefined, pay_params: { ...PAY_PARAMS, extra: "ignored" } });
    const { client } = clientOf(server.base);
    const answer = await client.createJsapiPayment({
      outTradeNo: "ORD20260302",
      amount: HKD301,
      txdtm: NOW,
      openid: "oo3Lss8d0hLOuyTuSJMVwLTk68JE",
    });
    expect(answer.kind === "accepted" ? answer.value.payParams : null).toEqual(PAY_PARAMS);
    expect(server.seen[0]?.params).toMatchObject({ pay_type: "800207", sub_openid: "oo3Lss8d0hLOuyTuSJMVwLTk68JE" });
  });
});

describe("a setting that is no account's", () => {
  it.each([{ apiBase: "openapi.example" }, { apiBase: "file:///etc" }, { clientKey: "" }, { mchid: "" }, { mchid: "a&b=c" }])(
    "is refused: %j",
    (wrong) => {
      expect(() => clientOf(server.base, wrong)).toThrow(ZodError);
    },
  );
});
