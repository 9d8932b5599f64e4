import { describe, expect, it } from "vitest";
import { digestParams, signableJson, signForSending } from "./index.ts";
import { readsBack, tellsApart } from "./laws/index.ts";

const KEY = "SANDBOXKEY00000000000000000000A1";
const sign = (params: Record<string, string | undefined>) => signForSending(params, KEY, "MD5");

describe("signing for sending", () => {
  it("reads every signed text back as the parameters that were sent, or refuses to sign", () => {
    expect(readsBack({ runs: 2_000 }).accepted).toBeGreaterThan(100); // a signer that refuses everything would prove nothing
  });

  it("gives two different accepted requests two different texts", () => {
    expect(tellsApart({ runs: 2_000 }).accepted).toBeGreaterThan(100);
  });

  it("neither signs nor sends empty values", () => {
    const signed = sign({ txamt: "301", udid: "", mchid: undefined });
    expect({ ...signed.params }).toEqual({ txamt: "301" });
    expect(signed.sign).toBe(digestParams({ txamt: "301" }, KEY, "MD5"));
  });

  it.each([
    ["goods_name", "x&mchid=EVIL"],
    ["goods_name", "a=b"],
    ["note", "line\nbreak"],
    ["note", "carriage\rreturn"],
    ["note", "nul\0"],
    ["note", "next line \u0085"],
    ["note", "half a pair \ud83c"],
    ["txamt", "1e3"],
    ["txamt", "-1"],
    ["txamt", "01"],
    ["txamt", "１００"],
    ["redirect_uri", "https://shop.example/return?a=1&mchid=EVIL"],
    ["redirect_uri", "https://user:secret@shop.example/return"],
    ["redirect_uri", "javascript:alert(1)"],
    ["redirect_uri", "HTTPS://shop.example"],
    ["extend_info", '{"user_creid": "1"}'],
    ["extend_info", '{"a":"1","a":"2"}'],
    ["extend_info", '{"user_truename":"小林"}'],
    ["Goods", "upper-case name"],
    ["sign", "00"],
  ])("refuses %s = %j and names the field", (field, value) => {
    expect(() => sign({ [field]: value })).toThrow(expect.objectContaining({ name: "AmbiguousParameter", field }));
  });

  it("accepts what is built from parts: a return address with one query parameter, and identity JSON", () => {
    const extendInfo = signableJson({ user_creid: "430067798868676871", user_truename: "小林" });
    expect(extendInfo).toBe('{"user_creid":"430067798868676871","user_truename":"\\u5c0f\\u6797"}');
    const redirectUri = "https://shop.example/wx/return?link=L7";
    expect({ ...sign({ redirect_uri: redirectUri, extend_info: extendInfo }).params }).toEqual({
      redirect_uri: redirectUri,
      extend_info: extendInfo,
    });
  });
});
