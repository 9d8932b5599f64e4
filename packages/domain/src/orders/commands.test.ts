import { describe, expect, it } from "vitest";
import { createOrderSchema, readAmount } from "./index.ts";

const asked = { requestId: "7f1d4c3e-9b1f-4a53-8a53-0d3f6f6c1d11", amount: "88.00", currency: "HKD", face: "qr" };
const faults = (over: object) => {
  const read = createOrderSchema.safeParse({ ...asked, ...over });
  return read.success ? [] : read.error.issues.map((issue) => [issue.path.join("."), issue.message]);
};

describe("what staff ask for", () => {
  it("lives half an hour unless they say otherwise", () => {
    expect(createOrderSchema.parse(asked).expiresInMinutes).toBe(30);
  });

  it.each(["凍檸茶 2", "Café au lait", "กาแฟ", "A".repeat(20), "檸".repeat(20), ""])("may name its goods %j", (goodsName) => {
    expect(faults({ goodsName })).toEqual([]);
  });

  it.each([
    ["A".repeat(21), "too_long"],
    ["檸".repeat(21), "too_long"],
    ["𠮷".repeat(17), "too_long"], // 17 characters, 68 bytes
    ["tea&txamt=1", "special_characters"],
    ["a=b", "special_characters"],
    ["tea\nmilk", "special_characters"],
    ["tea\u0000", "special_characters"],
    ["<b>tea</b>", "special_characters"],
    ["tea 🧋", "special_characters"],
    ["te\u202ea", "special_characters"],
    ["te\u200ba", "special_characters"],
  ])("may not name its goods %j", (goodsName, fault) => {
    expect(faults({ goodsName })).toContainEqual(["goodsName", fault]);
  });

  it.each([4, 121, 0, -30])("may not live %s minutes", (expiresInMinutes) => {
    expect(faults({ expiresInMinutes })).toEqual([["expiresInMinutes", "out_of_range"]]);
  });
  it.each([5.5, "30", Number.NaN, null])("may not live %j minutes", (expiresInMinutes) => {
    expect(faults({ expiresInMinutes })).toEqual([["expiresInMinutes", "not_a_number"]]);
  });

  it.each(["\u0000", "bell\u0007", "\ud800"])("has a note that any database can keep, so not %j", (note) => {
    expect(faults({ note })).toEqual([["note", "special_characters"]]);
  });
  it.each(["table 7\nwindow", "a & b = c", "多謝 🙏", "x".repeat(200)])("may have the note %j", (note) => {
    expect(faults({ note })).toEqual([]);
  });

  it("carries nothing that nobody asked about", () => {
    expect(createOrderSchema.safeParse({ ...asked, state: "paid" }).success).toBe(false);
  });

  it.each([
    [
      { amount: "1.5", currency: "JPY" },
      { field: "amount", fault: "too_many_decimals" },
    ],
    [
      { amount: "1", currency: "USD" },
      { field: "currency", fault: "not_accepted" },
    ], // QFPay takes it, this account does not
    [
      { amount: "1", currency: "XXX" },
      { field: "currency", fault: "not_accepted" },
    ],
    [
      { amount: "1", currency: "hkd" },
      { field: "currency", fault: "not_accepted" },
    ],
  ])("is told which field is at fault: %j", (typed, fault) => {
    expect(readAmount(typed, ["HKD", "JPY"])).toEqual({ ok: false, ...fault });
  });
});
