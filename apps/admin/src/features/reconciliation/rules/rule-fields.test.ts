import { rulesInWords } from "@tillbook/domain/account-rules";
import { describe, expect, it } from "vitest";
import { draftOf, fieldsOf, readDraft } from "./draft.ts";
import { fieldAt, judged } from "./judged.ts";
import { LEDGER_PARTS, RULE_FIELDS, type Shape } from "./rule-fields.ts";

const sets = { settlement: rulesInWords("settlement", { fee: { rate: "0.8%" } }), refunds: rulesInWords("refunds", {}) };
const whole = Object.entries<Shape>(RULE_FIELDS).flatMap(([path, { range, kind }]) => (kind === "whole" && range ? [{ path, range }] : []));

describe("the fields of the rules", () => {
  it.each(["settlement", "refunds"] as const)("are all the settings of %s, but for the day by statement profile", (set) => {
    const inner = [...fieldsOf(set, ["HKD"]).keys(), "fees", "expectedFees"].map((path) => path.split(".", 1)[0]);
    expect(Object.keys(sets[set]).filter((name) => !inner.includes(name))).toEqual(set === "settlement" ? ["dayBasis"] : []);
  });

  it.each(whole)("$path takes the numbers that the rules take, and no others", ({ path, range: [least, most] }) => {
    const set = path in sets.settlement || path.startsWith("tolerance.") ? "settlement" : "refunds";
    const [name = path, inner] = path.split(".");
    const refused = (value: number) => judged(set, sets[set], { [name]: inner ? { [inner]: value } : value }).refused;
    expect([least, most, least - 1, most + 1].map(refused)).toEqual([[], [], [path], [path]]);
    const fields = fieldsOf(set, []);
    const draft = draftOf(fields, sets[set]);
    const faultOf = (text: string) => readDraft(fields, { ...draft, texts: { ...draft.texts, [path]: text } }, sets[set]).faults[path];
    expect([least, most, most + 1].map((value) => faultOf(String(value)))).toEqual([undefined, undefined, "notWhole"]);
  });

  it.each([
    ["fee.maxFee", { fee: { minFee: "2", maxFee: "1" } }],
    ["fees.0.validUntil", { fees: [{ rate: "1%", validFrom: "2026-02-02", validUntil: "2026-02-01" }] }],
    ["calendar.weekend", { calendar: { weekend: ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"] } }],
    ["calendar.holidays", { calendar: { holidays: ["2026-13-01"] } }],
  ])("take what the rules refuse at %s", (path, patch) => {
    const known = fieldsOf("settlement", []);
    expect(judged("settlement", sets.settlement, patch).refused.map((each) => fieldAt(each, (at) => known.has(at)))).toEqual([path]);
  });

  it("name every account of the ledger", () => {
    expect(LEDGER_PARTS.map(({ code, label }) => [code, label].every((path) => fieldsOf("settlement", []).has(path)))).not.toContain(false);
  });
});
