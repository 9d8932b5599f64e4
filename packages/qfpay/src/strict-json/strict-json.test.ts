import { describe, expect, it } from "vitest";
import { NotStrictJson, readJsonObject } from "./index.ts";

const read = (text: string) => readJsonObject(Buffer.from(text));

describe("reading QFPay's JSON", () => {
  it("reads Python's spacing and escapes, and keeps fields it does not know", () => {
    expect(read('{"resperr": "\\u6210\\u529f", "respcd": "0000", "some_future_field": [1, {"a": null}]}\n')).toEqual({
      resperr: "成功",
      respcd: "0000",
      some_future_field: [1, { a: null }],
    });
  });

  it("does not let a body change the prototype of what is read", () => {
    const fields = read('{"__proto__": {"respcd": "0000"}, "constructor": "x"}');
    expect(fields["respcd"]).toBeUndefined();
    expect("respcd" in {}).toBe(false);
  });

  it.each([
    ["a name twice", '{"txamt":"1","txamt":"100"}'],
    ["a name twice under an escape", '{"txamt":"1","t\\u0078amt":"100"}'],
    ["a name twice further down", '{"data":[{"respcd":"1143","respcd":"0000"}]}'],
    ["__proto__ twice", '{"__proto__":1,"__proto__":2}'],
    ["an unquoted 0000", '{"respcd": 0000}'],
    ["a byte order mark", '\ufeff{"respcd":"0000"}'],
    ["trailing bytes", '{"respcd":"0000"}x'],
    ["a trailing NUL", '{"respcd":"0000"}\0'],
    ["a cut-off text", '{"respcd":"0000"'],
    ["a list", '["0000"]'],
    ["null", "null"],
    ["text", '"0000"'],
    ["nothing", ""],
    ["HTML", "<html>502</html>"],
    ["a hundred thousand brackets", `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
  ])("refuses %s", (_what, text) => {
    expect(() => read(text)).toThrow(NotStrictJson);
  });

  it("accepts one name in two objects, and braces, colons and quotes inside text", () => {
    expect(read('{"a":{"n":1},"b":{"n":2},"c":"{\\"n\\":1}","d":"\\\\"}')).toEqual({ a: { n: 1 }, b: { n: 2 }, c: '{"n":1}', d: "\\" });
  });

  it("refuses UTF-16 and broken UTF-8", () => {
    expect(() => readJsonObject(Buffer.from('{"respcd":"0000"}', "utf16le"))).toThrow(NotStrictJson);
    expect(() => readJsonObject(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))).toThrow(NotStrictJson);
  });
});
