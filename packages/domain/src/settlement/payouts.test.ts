import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { settlementDaySchema } from "../time/index.ts";
import { type AnnouncedPayout, type BankLine, type Batch, matchBank, matchPayouts, settlementRulesSchema } from "./index.ts";

const day = (text: string) => settlementDaySchema.parse(text);
const batch = (batchNo: string, settleDate: string, settleMinor: bigint, currency: Batch["currency"] = "HKD"): Batch => ({
  batchNo,
  tradeDate: day(settleDate),
  settleDate: day(settleDate),
  currency,
  settleMinor,
});
const payout = (ref: string, amountMinor: bigint, valueDate = "2024-04-02"): AnnouncedPayout => ({
  ref,
  currency: "HKD",
  amountMinor,
  valueDate: day(valueDate),
});
const credit = (lineNo: number, amountMinor: bigint, text: string, fields: Partial<BankLine> = {}): BankLine => ({
  lineNo,
  valueDate: day("2024-04-02"),
  text,
  reference: null,
  currency: "HKD",
  amountMinor,
  balanceMinor: null,
  ...fields,
});
const rules = settlementRulesSchema.parse({
  calendar: { holidays: ["2024-03-29", "2024-04-01", "2024-04-04"] },
  payout: { minimum: "100.00", bankCharges: ["15.00"], remitterAliases: ["QFPAY HAOJIN"] },
});

describe("payouts consume unpaid batches in order", () => {
  const batches = [batch("B2", "2024-04-02", 50_00n), batch("B1", "2024-03-28", 30_00n), batch("B3", "2024-04-03", 20_00n)];

  it("ties a payout to the oldest batches that add up to it, the small one that rolled over included", () => {
    const plan = matchPayouts(batches, [payout("P1", 80_00n)]);
    expect(plan.payouts[0]).toMatchObject({ status: "MATCHED", differenceMinor: 0n });
    expect(plan.payouts[0]?.batches.map(({ batchNo }) => batchNo)).toEqual(["B1", "B2"]);
    expect(plan.unpaid.map(({ batchNo }) => batchNo)).toEqual(["B3"]);
  });
  it("never picks batches from the middle, though they would add up", () => {
    const [match] = matchPayouts(batches, [payout("P1", 50_00n)]).payouts;
    expect(match).toMatchObject({ status: "BROKEN", batches: [], differenceMinor: -30_00n });
  });
  it("does not let one wrong payout shift the next", () => {
    const plan = matchPayouts(batches, [payout("P1", 79_00n), payout("P2", 80_00n, "2024-04-03")]);
    expect(plan.payouts.map(({ status }) => status)).toEqual(["BROKEN", "MATCHED"]);
  });
  it("keeps currencies apart", () => {
    expect(matchPayouts([batch("B1", "2024-03-28", 80_00n, "USD")], [payout("P1", 80_00n)]).payouts[0]?.status).toBe("BROKEN");
  });
  it("pays every batch once at most, in any order of the lists", () => {
    const sizes = fc.array(fc.bigInt({ min: -500n, max: 5_000n }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(sizes, fc.array(fc.nat(3), { maxLength: 12 }), (amounts, runs) => {
        const all = amounts.map((minor, at) => batch(`B${String(at).padStart(2, "0")}`, "2024-04-02", minor));
        const payouts = runs.map((run, at) =>
          payout(
            `P${String(at).padStart(2, "0")}`,
            amounts.slice(at, at + run + 1).reduce((a, b) => a + b, 0n),
          ),
        );
        const plan = matchPayouts(all, payouts);
        const paid = plan.payouts.flatMap((match) => match.batches);
        expect([...paid, ...plan.unpaid].toSorted((a, b) => (a.batchNo < b.batchNo ? -1 : 1))).toEqual(all);
        for (const match of plan.payouts.filter(({ status }) => status === "MATCHED")) {
          expect(match.batches.reduce((sum, each) => sum + each.settleMinor, 0n)).toBe(match.payout.amountMinor);
        }
        expect(matchPayouts(all.toReversed(), payouts.toReversed())).toEqual(plan);
      }),
    );
  });
});

describe("bank credits", () => {
  const asOf = day("2024-04-02");

  it("ties a credit less a registered charge to the payout that it names", () => {
    const [outcome] = matchBank(
      [credit(2, 3_279_18n, "INWARD TT QFPAY HAOJIN", { reference: "P1" })],
      [payout("P1", 3_294_18n)],
      rules,
      asOf,
    );
    expect(outcome).toMatchObject({ kind: "matched", chargeMinor: 15_00n, payouts: [{ ref: "P1" }] });
  });
  it("finds a reference that has a slash and a blank of its own", () => {
    const [outcome] = matchBank([credit(2, 80_00n, "TT PO/7 A, THANKS")], [payout("PO/7 A", 80_00n)], rules, asOf);
    expect(outcome).toMatchObject({ kind: "matched", payouts: [{ ref: "PO/7 A" }] });
  });
  it("ties one credit to several payouts in a row", () => {
    const [outcome] = matchBank([credit(2, 50_00n, "QFPAY HAOJIN")], [payout("P1", 20_00n), payout("P2", 30_00n)], rules, asOf);
    expect(outcome).toMatchObject({ kind: "matched", payouts: [{ ref: "P1" }, { ref: "P2" }] });
  });
  it.each([
    [
      "an unknown payer",
      [credit(3, 77_00n, "FPS CREDIT CHAN TAI MAN")],
      [],
      { kind: "broken", code: "BANK_UNKNOWN", differenceMinor: 77_00n },
    ],
    ["an equal amount from a stranger", [credit(3, 80_00n, "FPS CHAN")], [payout("P1", 80_00n)], { kind: "broken", code: "BANK_UNKNOWN" }],
    [
      "a sum nobody registered",
      [credit(3, 79_00n, "TT P1")],
      [payout("P1", 80_00n)],
      { kind: "broken", code: "BANK_AMOUNT", differenceMinor: -1_00n },
    ],
    ["P12, which does not name P1", [credit(3, 80_00n, "TT P12")], [payout("P1", 80_00n)], { kind: "broken", code: "BANK_UNKNOWN" }],
    ["rent that goes out", [credit(3, -9_000_00n, "RENT")], [], { kind: "ignored" }],
    [
      "two payouts that fit alike",
      [credit(3, 80_00n, "QFPAY HAOJIN")],
      [payout("P1", 80_00n), payout("P2", 80_00n)],
      { kind: "broken", code: "BANK_UNKNOWN" },
    ],
    [
      "one that comes too late",
      [credit(3, 80_00n, "TT P1", { valueDate: day("2024-04-08") })],
      [payout("P1", 80_00n)],
      { kind: "broken", code: "BANK_UNKNOWN", differenceMinor: 80_00n, payouts: [{ ref: "P1" }] },
    ],
  ])("leaves to a person: %s", (_name, lines, payouts, expected) => {
    expect(matchBank(lines, payouts, rules, asOf)[0]).toMatchObject(expected);
  });
  it("misses the payout whose credit came too late, until people accept that credit for it", () => {
    const late = credit(3, 79_00n, "TT P1", { valueDate: day("2024-04-08") });
    const decided = (accepted: boolean) =>
      matchBank([late], [payout("P1", 80_00n)], rules, day("2024-04-09"), {
        setAside: new Set(),
        accepted: new Set(accepted ? [late] : []),
      });
    expect(decided(false)).toMatchObject([{ code: "BANK_UNKNOWN" }, { line: null, code: "BANK_MISSING" }]);
    expect(decided(true)).toMatchObject([{ kind: "matched", payouts: [{ ref: "P1" }], chargeMinor: 1_00n }]);
  });
  it.each([
    ["2024-04-05", { kind: "waiting", until: "2024-04-05" }],
    ["2024-04-06", { kind: "broken", code: "BANK_MISSING", differenceMinor: -80_00n }],
  ])("waits two business days for a payout, the 4th being a holiday: %s", (now, expected) => {
    expect(matchBank([], [payout("P1", 80_00n)], rules, day(now))).toMatchObject([expected]);
  });
});
