import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AmbiguousParameter, canonicalText, digestParams, parseCanonical, signableJson, signForSending } from "./index.ts";

const KEY = "SANDBOXKEY00000000000000000000A1";
const sign = (params: Record<string, string | undefined>) => signForSending(params, KEY, "MD5");

const spicy = fc.constantFrom(
  "&",
  "=",
  "\n",
  "\r",
  "\0",
  "\u0085",
  "\u2028",
  "\ud800",
  "mchid",
  "x",
  "凍",
  "🍮",
  " ",
  "%26",
  "{",
  '"',
  "1",
);
const anyValue = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.array(spicy, { maxLength: 6 }).map((parts) => parts.join("")),
  fc.webUrl({ withQueryParameters: true }),
  fc.dictionary(fc.string(), fc.string()).map(signableJson),
);
const anyName = fc.oneof(
  fc.constantFrom("txamt", "redirect_uri", "extend_info", "goods_name", "mchid", "sign", "a", "a1", "a_b", "__proto__", "constructor"),
  fc.string({ maxLength: 6 }),
);
const anyParams = fc.dictionary(anyName, anyValue, { maxKeys: 6 });

function attempt(params: Record<string, string>) {
  try {
    return sign(params);
  } catch (refusal) {
    if (refusal instanceof AmbiguousParameter) return null;
    throw refusal;
  }
}

describe("signing for sending", () => {
  it("reads every signed text back as the parameters that were sent, or refuses to sign", () => {
    let accepted = 0;
    fc.assert(
      fc.property(anyParams, (params) => {
        const signed = attempt(params);
        if (signed === null) return;
        accepted += 1;
        const bytes = Buffer.from(canonicalText(signed.params));
        expect({ ...parseCanonical(bytes.toString("utf8")) }).toEqual({ ...signed.params });
      }),
      { numRuns: 2000 },
    );
    expect(accepted).toBeGreaterThan(100); // a signer that refuses everything would prove nothing
  });

  it("gives two different accepted requests two different texts", () => {
    const near = fc.dictionary(
      fc.constantFrom("a", "b", "mchid"),
      fc.array(spicy, { maxLength: 4 }).map((s) => s.join("")),
    );
    fc.assert(
      fc.property(near, near, (one, other) => {
        const [left, right] = [attempt(one), attempt(other)];
        if (left === null || right === null) return;
        const isSameText = canonicalText(left.params) === canonicalText(right.params);
        expect(isSameText).toBe(JSON.stringify(sorted(left.params)) === JSON.stringify(sorted(right.params)));
      }),
      { numRuns: 2000 },
    );
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

function sorted(params: Readonly<Record<string, string>>) {
  return Object.entries(params).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
