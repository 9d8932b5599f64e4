import { describe, expect, it } from "vitest";
import { digest } from "../signing/index.ts";
import { clientOf, KEY } from "../testing/client.ts";
import { MOST_NOTIFICATION_KEYS, type NotificationKey, readNotification } from "./index.ts";

const PAYMENT = {
  status: "1",
  pay_type: "800201",
  sysdtm: "2026-03-02 09:15:01",
  paydtm: "2026-03-02 09:15:40",
  goods_name: "",
  txcurrcd: "HKD",
  txdtm: "2026-03-02 09:15:00",
  mchid: "ZaMVg12345",
  txamt: "301",
  exchange_rate: "",
  chnlsn2: "",
  out_trade_no: "ORD1",
  syssn: "20260302000200020000000001",
  cash_fee_type: "",
  cancel: "0",
  respcd: "0000",
  goods_info: "",
  cash_fee: "0",
  notify_type: "payment",
  chnlsn: "4200000000202603020000000001",
  cardcd: "",
};

const OURS = { account: "ours", key: KEY };
/** A body signed as QFPay would, received at an address that knows `keys`. */
function receive(
  body: string | Uint8Array,
  { keys = [OURS], signedWith = KEY }: { keys?: (typeof OURS & { mchid?: string })[]; signedWith?: string } = {},
) {
  const rawBody = typeof body === "string" ? Buffer.from(body) : body;
  return readNotification({ rawBody, signature: digest(rawBody, signedWith, "MD5"), keys });
}
const notice = (over: object = {}) => {
  const read = receive(JSON.stringify({ ...PAYMENT, ...over }));
  return read.kind === "verified" ? read.notice : null;
};

describe("a notification", () => {
  it("is read in our words once its bytes are verified", () => {
    expect(receive(JSON.stringify(PAYMENT))).toMatchObject({
      kind: "verified",
      accounts: ["ours"],
      raw: JSON.stringify(PAYMENT),
      notice: {
        notifyType: "payment",
        status: "1",
        respcd: "0000",
        payType: "800201",
        syssn: "20260302000200020000000001",
        origSyssn: null,
        outTradeNo: "ORD1",
        amount: { minor: 301n, currency: "HKD" },
        sysdtm: new Date("2026-03-02T01:15:01Z"),
        paydtm: new Date("2026-03-02T01:15:40Z"),
        txdtm: new Date("2026-03-02T01:15:00Z"),
        cancel: "0",
        mchid: "ZaMVg12345",
        chnlsn: "4200000000202603020000000001",
        cashFee: null,
        fields: PAYMENT,
      },
    });
  });

  it("may be signed in lower case, spaced like Python's, escaped or not, with a newline behind or fields we do not know", () => {
    const body = '{"notify_type": "payment", "goods_name": "\\u51cd & 檸", "some_future_field": "x"}\n';
    const rawBody = Buffer.from(body);
    const signature = digest(rawBody, KEY, "MD5").toLowerCase();
    expect(readNotification({ rawBody, signature, keys: [OURS] })).toMatchObject({ kind: "verified", notice: { goodsName: "凍 & 檸" } });
  });

  it("of a refund speaks of the refund, and names the payment in either spelling if at all", () => {
    expect(notice({ notify_type: "refund" })).toMatchObject({ notifyType: "refund", origSyssn: null });
    expect(notice({ notify_type: "refund", orig_syssn: "1" })?.origSyssn).toBe("1");
    expect(notice({ notify_type: "cancel", origssn: "2", orig_out_trade_no: "ORD1" })).toMatchObject({
      notifyType: "other",
      notifyTypeText: "cancel",
      origSyssn: "2",
      origOutTradeNo: "ORD1",
    });
  });

  it.each([
    ["1e3", "HKD"],
    ["3.01", "HKD"],
    ["-1", "HKD"],
    ["３０１", "HKD"],
    ["301", "HK$"],
    [301.5, "HKD"],
    [null, "HKD"],
  ])("has no amount when it says %j %s", (txamt, txcurrcd) => {
    expect(notice({ txamt, txcurrcd })?.amount).toBeNull();
  });
});

describe("a signed body that is no notification", () => {
  it.each([
    ["XML", "<xml><syssn>1</syssn></xml>"],
    ["nothing", ""],
    ["a form", "syssn=1&txamt=1"],
    ["a list", "[]"],
    ["a name twice", '{"txamt":"1","txamt":"100"}'],
    ["a byte order mark", `\ufeff${JSON.stringify(PAYMENT)}`],
    ["trailing bytes", `${JSON.stringify(PAYMENT)}\0`],
    ["UTF-16", Buffer.from(JSON.stringify(PAYMENT), "utf16le")],
  ])("is unreadable: %s", (_what, body) => {
    expect(receive(body)).toMatchObject({ kind: "unreadable", accounts: ["ours"] });
  });
});

describe("several accounts at one address", () => {
  const body = JSON.stringify(PAYMENT);
  const mine = { account: "mine", key: KEY, mchid: "ZaMVg12345" };
  const sister = { account: "sister", key: KEY, mchid: "other" };
  const stranger = { account: "stranger", key: "another key", mchid: "ZaMVg12345" };

  it("are told apart by their key, and under one key by the mchid that was signed", () => {
    expect(receive(body, { keys: [stranger, sister, mine] })).toMatchObject({ kind: "verified", accounts: ["mine"] });
    expect(receive(body, { keys: [stranger, mine], signedWith: "another key" })).toMatchObject({ accounts: ["stranger"] });
  });

  it("get nothing that names a merchant who is none of them", () => {
    expect(receive(body, { keys: [sister] })).toMatchObject({ kind: "verified", accounts: [] });
  });

  it("without a mchid take what their key signed", () => {
    expect(receive(body, { keys: [OURS, sister] })).toMatchObject({ accounts: ["ours"] });
  });
});

describe("an account with several keys", () => {
  const keys: NotificationKey<string>[] = [
    { account: "shop", key: "the new one", name: "current" },
    { account: "shop", key: "the old one", name: "previous" },
    { account: "shop", key: "for notifications", name: "notification" },
    { account: "other", key: "of another shop" },
  ];
  const rawBody = Buffer.from(JSON.stringify(PAYMENT));
  const signedWith = (key: string) => readNotification({ rawBody, signature: digest(rawBody, key, "MD5"), keys });

  it.each([
    ["the new one", "current"],
    ["the old one", "previous"],
    ["for notifications", "notification"],
  ])("is believed by %s, which is told as %s", (key, name) => {
    expect(signedWith(key)).toMatchObject({ kind: "verified", accounts: ["shop"], signer: "shop", key: name });
  });

  it("is believed no more by a key that was taken off the list", () => {
    const signature = digest(rawBody, "the old one", "MD5");
    const left = keys.filter(({ name }) => name !== "previous");
    expect(readNotification({ rawBody, signature, keys: left })).toEqual({ kind: "forged", reason: "wrong_signature" });
  });

  it("is named once where two of its keys are alike, by the first of them", () => {
    const alike = [...keys, { account: "shop", key: "the new one", name: "notification" as const }];
    const signature = digest(rawBody, "the new one", "MD5");
    expect(readNotification({ rawBody, signature, keys: alike })).toMatchObject({ accounts: ["shop"], key: "current" });
  });

  it("is named as the signer even where the notice is for nobody here", () => {
    const foreign = keys.map((key) => ({ ...key, mchid: "elsewhere" }));
    const signature = digest(rawBody, "the old one", "MD5");
    expect(readNotification({ rawBody, signature, keys: foreign })).toMatchObject({ accounts: [], signer: "shop", key: "previous" });
  });

  it("has the key named that signed something unreadable", () => {
    const body = Buffer.from("<xml/>");
    expect(readNotification({ rawBody: body, signature: digest(body, "the old one", "MD5"), keys })).toMatchObject({
      kind: "unreadable",
      accounts: ["shop"],
      key: "previous",
    });
  });

  it("is one of a thousand keys at most: none is left out silently", () => {
    const many = Array.from({ length: MOST_NOTIFICATION_KEYS + 1 }, (_, i) => ({ account: i, key: `key ${i}` }));
    const signature = digest(rawBody, "key 999", "MD5");
    expect(readNotification({ rawBody, signature, keys: many.slice(0, -1) })).toMatchObject({ kind: "verified", accounts: [999] });
    expect(() => readNotification({ rawBody, signature, keys: many })).toThrow(RangeError);
  });
});

it("is verified with the account's notification key where it has one", () => {
  const rawBody = Buffer.from(JSON.stringify({ notify_type: "payment" }));
  const { client } = clientOf("https://api.example", { notificationKey: "its own" });
  const signature = digest(rawBody, "its own", "MD5");
  expect(client.readNotification({ rawBody, signature })).toMatchObject({ kind: "verified", key: "notification" });
  expect(client.readNotification({ rawBody, signature: digest(rawBody, KEY, "MD5") }).kind).toBe("forged");
});
