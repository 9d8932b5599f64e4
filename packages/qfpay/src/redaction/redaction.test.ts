import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskedText, shownBody, shownFields } from "./index.ts";

const OPENID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";
const KEY = "3F2504E04F8911D39A0C0305E82C3301";

describe("a body that leaves the house", () => {
  it("shows the numbers, times, codes and amounts that support asks for, as they came", () => {
    const fields = {
      respcd: "0000",
      syssn: "20260310000200020000000001",
      origssn: "20260310000200020000000002",
      out_trade_no: "P7K2MQ9FX0123456789A",
      chnlsn: "4200000000202603100000000001",
      txamt: "8800",
      txcurrcd: "HKD",
      sysdtm: "2026-03-10 10:00:00",
      paydtm: "2026-03-10 10:00:40",
      txzone: "+0800",
      pay_type: "800201",
      cancel: "0",
      notify_type: "payment",
      mchid: "A1b2C3d4E5f6G7h8I9j0K1l2M3",
      goods_name: "凍檸茶 x2",
      cash_fee: "",
    };
    expect(shownFields(fields)).toEqual(fields);
    expect(shownBody(JSON.stringify(fields))).toEqual({ is: "fields", fields });
  });

  it("keeps its shape, row by row", () => {
    expect(shownFields({ respcd: "0000", data: [{ syssn: "1", cardcd: OPENID }, { syssn: "2" }], page: 1 })).toEqual({
      respcd: "0000",
      data: [{ syssn: "1", cardcd: "(left out)" }, { syssn: "2" }],
      page: "1",
    });
  });

  it.each([
    ["the payer's id", { cardcd: OPENID }],
    ["the payer's id under another name", { openid: OPENID, sub_openid: OPENID, buyer: OPENID }],
    ["an id in a field of numbers", { out_trade_no: OPENID, syssn: `x ${OPENID}` }],
    ["an id in a sentence", { resperr: `openid ${OPENID} is not of this app`, goods_name: OPENID }],
    ["a key in a sentence", { respmsg: `signed text was a=1&b=2${KEY}` }],
    ["a key under a name of its own", { [KEY]: KEY }],
    ["identity papers", { extend_info: '{"user_creid":"A1234567"}', outcardnm: "CHAN TAI MAN" }],
    ["what lets somebody pay", { qrcode: `weixin://wxpay/${OPENID}`, pay_params: { package: `prepay_id=${KEY}`, paySign: KEY } }],
    ["deep down", { a: { b: { c: { d: { e: { cardcd: OPENID } } } } } }],
  ])("leaves out %s", (_what, fields) => {
    const text = JSON.stringify(shownBody(JSON.stringify(fields)));
    for (const canary of [OPENID, KEY, "A1234567", "CHAN"]) expect(text).not.toContain(canary);
    expect(text).toContain("left out");
  });

  it("is named by its length and digest where it is no JSON object", () => {
    for (const raw of [`<html>${OPENID}</html>`, "", `["${OPENID}"]`, `"${OPENID}"`, `{"cardcd":"${OPENID}"`]) {
      expect(shownBody(raw)).toEqual({ is: "unreadable", characters: raw.length, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    }
  });

  it("never shows an id, wherever it stands", () => {
    const json = fc.jsonValue({ maxDepth: 4 });
    const name = fc.constantFrom("syssn", "resperr", "goods_name", "data", "note", "pay_type", OPENID);
    const planted = fc.dictionary(name, fc.oneof(json, fc.constantFrom(OPENID, `a ${OPENID} b`, [OPENID], { resperr: OPENID })));
    fc.assert(
      fc.property(planted, (fields) => {
        expect(JSON.stringify(shownBody(JSON.stringify(fields)))).not.toContain(OPENID);
      }),
    );
  });
});

describe("a body on the screen of staff", () => {
  it("is as it came, but for personal values, also where the JSON is broken", () => {
    expect(maskedText(`{"txamt": "8800", "cardcd": "${OPENID}", "openid":"a\\"${OPENID}", "sign" : "${KEY}"}`)).toBe(
      `{"txamt": "8800", "cardcd": "(left out)", "openid":"(left out)", "sign" : "(left out)"}`,
    );
    expect(maskedText(`{"cardcd": "${OPENID}`)).toBe(`{"cardcd": "(left out)"`);
    expect(maskedText("<xml/>")).toBe("<xml/>");
  });
});
