import { laidOver, ruleChanges, rulesInWords, withChanges } from "@tillbook/domain/account-rules";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Draft, draftOf, fieldsOf, patchText, readDraft } from "./draft.ts";
import { NEW_ROWS } from "./rule-fields.ts";

const fee = { rate: "0.80%", minFee: "0.10" };
const fields = fieldsOf("settlement", []);
const words = rulesInWords("settlement", {
  fee,
  mchids: ["M1", "M2"],
  calendar: { holidays: ["2026-12-25"] },
  dayBasis: { wallet: "paydtm" },
});
const draft = draftOf(fields, words);
const typed = (texts: Record<string, string>, rows: Partial<Draft["rows"]> = {}): Draft => ({
  texts: { ...draft.texts, ...texts },
  rows: { ...draft.rows, ...rows },
});
const patchOf = (of: Draft, from: object = words) => readDraft(fields, of, from).patch;

describe("a draft of rules", () => {
  it("shows rates in percent, lists a line an item, and nothing where there is no rule", () => {
    expect(draft.texts).toMatchObject({
      fee: "yes",
      "fee.rate": "0.8",
      "fee.maxFee": "",
      mchids: "M1\nM2",
      "calendar.weekend": "SAT,SUN",
      acceptReserveLines: "no",
      reserveDays: "",
      "ledgerAccounts.bank.code": "",
    });
  });

  it.each([
    ["as it is", {}, {}],
    ["spelled otherwise", { "fee.rate": "0.80", "fee.minFee": " 0.100", mchids: "M1\n\n M2 " }, {}],
    ["another rate", { "fee.rate": "0.6" }, { fee: { rate: "0.6%" } }],
    [
      "two parts of one setting",
      { "tolerance.fxMinor": "2", "tolerance.feeLineMinor": "0" },
      { tolerance: { feeLineMinor: 0, fxMinor: 2 } },
    ],
    ["a setting taken away", { fee: "no", "fee.rate": "0.6" }, { fee: null }],
    ["lists", { mchids: "", "calendar.weekend": "SUN" }, { mchids: [], calendar: { weekend: ["SUN"] } }],
    [
      "an account",
      { "ledgerAccounts.bank.code": "1010", "ledgerAccounts.bank.name": "HSBC" },
      { ledgerAccounts: { bank: { code: "1010", name: "HSBC" } } },
    ],
    [
      "yes, a number and a name",
      { acceptReserveLines: "yes", reserveDays: "30", breakOwner: "Ann" },
      { acceptReserveLines: true, reserveDays: 30, breakOwner: "Ann" },
    ],
    ["what cannot be read", { "fee.rate": "much", graceBusinessDays: "3" }, { graceBusinessDays: 3 }],
  ])("asks for what is another rule: %s", (_what, texts, expected) => {
    expect(patchOf(typed(texts))).toEqual(expected);
  });

  it.each([
    ["fee.rate", "0.6%", "notARate"],
    ["fee.rate", "", "required"],
    ["graceBusinessDays", "61", "notWhole"],
    ["calendar.holidays", "2026-02-30", "notADay"],
    ["payout.bankCharges", "12,5", "notAnAmount"],
    ["payout.remitterAliases", "QF", "tooShort"],
    ["mchids", "M1\nM1", "twice"],
    ["ledgerAccounts.fx.code", "7000", undefined],
  ])("says at the field what cannot be: %s %s", (path, text, fault) => {
    expect(readDraft(fields, typed({ [path]: text }), words).faults[path]).toBe(fault);
  });

  it("wants a name beside a code, and a rate in a contract", () => {
    const { faults } = readDraft(fields, typed({ "ledgerAccounts.fx.code": "7000" }, { fees: [NEW_ROWS.fees] }), words);
    expect(faults).toEqual({ "ledgerAccounts.fx.name": "required", "fees.0.rate": "required" });
  });

  it("names a whole contract where there was none", () => {
    const without = rulesInWords("settlement", {});
    const before = draftOf(fields, without);
    const asked = patchOf({ ...before, texts: { ...before.texts, fee: "yes", "fee.rate": "0.75" } }, without);
    expect(asked).toEqual({ fee: { rate: "0.75%" } });
    expect(withChanges("settlement", without, asked).fee).toMatchObject({ rate: "0.75%", rounding: "HALF_UP" });
  });

  it("keeps limits of currencies that it does not show", () => {
    const refunds = rulesInWords("refunds", { approvalAbove: { HKD: "500", CNY: "300" } });
    const own = fieldsOf("refunds", ["HKD", "JPY"]);
    const before = draftOf(own, refunds);
    const limited = (texts: Record<string, string>) => readDraft(own, { ...before, texts: { ...before.texts, ...texts } }, refunds).patch;
    expect(limited({ "approvalAbove.HKD": "500" })).toEqual({});
    expect(limited({ "approvalAbove.HKD": "", "approvalAbove.JPY": "0" })).toEqual({ approvalAbove: { CNY: "300.00", JPY: "0" } });
  });

  it("is the same again when its patch is laid over the rules, and what the rules make of it is what it says", () => {
    fc.assert(
      fc.property(someDraft(), (of) => {
        const patch = patchText.read(patchText.write(patchOf(of)));
        const again = draftOf(fields, laidOver(words, patch));
        expect(again).toEqual(of.texts.fee === "no" ? { ...of, texts: { ...of.texts, ...termsOf(again) } } : of);
        const after = withChanges("settlement", words, patch);
        expect(ruleChanges(words, after).length > 0).toBe(Object.keys(patch).length > 0);
        expect(readDraft(fields, draftOf(fields, after), after).patch).toEqual({});
      }),
      { numRuns: 60 },
    );
  });

  it.each([undefined, "", "much", "[1]", '"text"', "null"])("reads an address without rules as no change: %s", (text) => {
    expect(patchText.read(text)).toEqual({});
  });
});

function termsOf({ texts }: Draft): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter(([path]) => path.startsWith("fee.")));
}

/** Drafts as somebody may leave them, each rule spelled as the form spells it. */
function someDraft(): fc.Arbitrary<Draft> {
  const amount = fc.constantFrom("0", "0.5", "12.25", "3");
  const contract = fc.record({
    mchid: fc.constantFrom("", "M1"),
    payType: fc.constantFrom("", "800201"),
    currency: fc.constantFrom("", "HKD", "CNY"),
    validFrom: fc.constantFrom("", "2026-01-01"),
    validUntil: fc.constantFrom("", "2026-06-30"),
    rate: fc.constantFrom("0", "0.6", "1.25"),
    rounding: fc.constantFrom("HALF_UP", "DOWN"),
    basis: fc.constantFrom("PER_LINE", "PER_BATCH_TOTAL"),
    refundFee: fc.constantFrom("CUMULATIVE", "NONE"),
    minFee: amount,
    fixedFee: amount,
    maxFee: fc.constantFrom("", "50"),
  });
  const texts = fc.record(
    {
      fee: fc.constantFrom("yes", "no"),
      "fee.rate": fc.constantFrom("0.6", "0.8", "2"),
      "fee.maxFee": fc.constantFrom("", "80"),
      cutoff: fc.constantFrom("00:00:00", "22:30:00"),
      settleLagBusinessDays: fc.nat(30).map(String),
      "tolerance.cutoffWindowMinutes": fc.nat(720).map(String),
      "calendar.weekend": fc.constantFrom("", "SUN", "SAT,SUN"),
      "calendar.holidays": fc.constantFrom("", "2026-12-25", "2026-12-25\n2027-01-01"),
      "payout.bankCharges": fc.constantFrom("", "15", "15\n7.5"),
      acceptReserveLines: fc.constantFrom("yes", "no"),
      reserveDays: fc.constantFrom("", "0", "180"),
      writeOffLimit: fc.constantFrom("", "100"),
      breakOwner: fc.constantFrom("", "Ann"),
    },
    { requiredKeys: [] },
  );
  const rows = fc.record({
    fees: fc.array(contract, { maxLength: 2 }),
    expectedFees: fc.array(fc.record({ remark: fc.constantFrom("Monthly fee", "SIM card"), amount }), { maxLength: 2 }),
  });
  return fc.tuple(texts, rows).map(([changed, lists]) => typed(changed, lists));
}
