import { describe, expect, it } from "vitest";
import { matchBooks } from "./index.ts";
import { books, day, line, transaction } from "./testing/books.ts";
import { told } from "./testing/outcome.ts";

const ours = transaction("P1", { amount: 750n });
const contract = (terms: object = {}) => ({ fee: { rate: "0.60%", ...terms } });
const charged = (fee: bigint, terms = contract(), amount = ours) =>
  told(books({ transactions: [amount], lines: [line(amount, { fee })], rules: terms }));

describe("the fee of a line", () => {
  it("is right, a cent of rounding, or a break", () => {
    expect(charged(5n).matched).toEqual(["KEY_EXACT P1"]);
    expect(charged(4n).matched).toEqual(["KEY_EXACT P1 FEE_ROUNDING -0.01"]);
    expect(charged(7n)).toMatchObject({ matched: [], broken: ["FEE_MISMATCH P1 0.02"], carried: [] });
  });

  it("is shown but not judged without a contract", () => {
    expect(charged(700n, { fee: { rate: "0%" } }).broken).toHaveLength(1);
    expect(told(books({ transactions: [ours], lines: [line(ours, { fee: 700n })] })).matched).toEqual(["KEY_EXACT P1"]);
  });

  it("names the rate or rounding that would make it right", () => {
    const thousand = transaction("P1", { amount: 100_000n });
    const lines = [line(thousand, { fee: 800n, feeRate: "0.008" })];
    const [aBreak] = matchBooks(books({ transactions: [thousand], lines, rules: contract() })).broken;
    expect(aBreak?.because.arguments).toEqual([
      { code: "EXPECTED_FEE", params: { expected: "6.00", charged: "8.00", currency: "HKD", rate: "0.6%" } },
      { code: "MATCHES_RATE", params: { rate: "0.008" } },
    ]);
  });

  it("comes back with refunds cumulatively, whatever the order of rows", () => {
    const payment = transaction("P1", { amount: 10_000n, cancel: "3", sysdtm: "2024-03-11 09:00:00" });
    const refund = (syssn: string, amount: bigint, sysdtm: string) => transaction(syssn, { amount, origssn: "P1", sysdtm });
    const refunds = [
      refund("R1", -3_333n, "2024-03-11 15:00:00"),
      refund("R2", -3_333n, "2024-03-11 16:00:00"),
      refund("R3", -3_334n, "2024-03-11 17:00:00"),
    ];
    const fees = [-27n, -26n, -27n];
    const lines = [line(payment, { fee: 80n, lineNo: 9 }), ...refunds.map((each, n) => line(each, { fee: fees[n] ?? 0n, lineNo: 8 - n }))];
    const run = told(books({ transactions: [payment, ...refunds], lines: lines.toReversed(), rules: contract({ rate: "0.80%" }) }));
    expect(run.matched).toEqual(["KEY_EXACT P1", "KEY_EXACT R1", "KEY_EXACT R2", "KEY_EXACT R3"]);
  });

  it("is a break of the file when cents of rounding go one way beyond the cap", () => {
    const many = Array.from({ length: 4 }, (_, n) => transaction(`P${n}`, { amount: 750n }));
    const lines = many.map((each, n) => line(each, { fee: 4n, lineNo: n + 2 }));
    const run = told(books({ transactions: many, lines, rules: { ...contract(), tolerance: { feeFileCapMinor: 3 } } }));
    expect(run.matched).toHaveLength(4);
    expect(run.broken).toEqual(["FEE_MISMATCH - -0.04"]);
  });

  it("says of such a file which rounding fits, and on how many of its rows", () => {
    const many = Array.from({ length: 10 }, (_, n) => transaction(`P${n}`, { amount: 750n }));
    const lines = many.map((each, n) => line(each, { fee: 4n, lineNo: n + 2 }));
    const { broken } = matchBooks(books({ transactions: many, lines, rules: { ...contract(), tolerance: { feeFileCapMinor: 3 } } }));
    expect(broken.map(({ because }) => because.arguments[1])).toEqual([
      { code: "MATCHES_ROUNDING", params: { rounding: "HALF_EVEN", matched: "10", of: "10" } },
    ]);
  });

  it("is held against the contract of its pay type and day, and names another contract that would fit", () => {
    const terms = {
      ...contract(),
      fees: [
        { rate: "1.20%", payType: "800207" },
        { rate: "2.00%", payType: "800201", validFrom: "2024-03-12" },
      ],
    };
    const jsapi = transaction("P1", { amount: 10_000n, payType: "800207" });
    const run = (fee: bigint, of = jsapi) => matchBooks(books({ transactions: [of], lines: [line(of, { fee })], rules: terms }));
    expect([run(120n).broken.length, run(60n).broken.length, run(60n, { ...jsapi, payType: "800201" }).broken.length]).toEqual([0, 1, 0]);
    expect(run(60n).broken[0]?.because.arguments[1]).toEqual({ code: "MATCHES_RATE", params: { rate: "0.6%" } });
  });

  it("is judged on the totals of a batch by each contract that goes by them", () => {
    const [one, other] = [transaction("P1", { amount: 750n }), transaction("P2", { amount: 750n, payType: "800207" })];
    const terms = { ...contract({ basis: "PER_BATCH_TOTAL" }), fees: [{ rate: "1.20%", payType: "800207", basis: "PER_BATCH_TOTAL" }] };
    const run = (...fees: bigint[]) =>
      told(
        books({
          transactions: [one, other],
          lines: [one, other].map((each, n) => line(each, { fee: fees[n] ?? 0n, lineNo: n + 2 })),
          rules: terms,
        }),
      );
    expect([run(5n, 9n).broken, run(5n, 12n).broken]).toEqual([[], ["FEE_MISMATCH - 0.03"]]);
  });

  it("is judged on the net total of the batch where the contract says so", () => {
    const many = Array.from({ length: 10 }, (_, n) => transaction(`P${n}`, { amount: 750n }));
    const terms = contract({ basis: "PER_BATCH_TOTAL" });
    const run = (fees: (n: number) => bigint) =>
      told(books({ transactions: many, lines: many.map((each, n) => line(each, { fee: fees(n), lineNo: n + 2 })), rules: terms }));
    expect(run((n) => (n % 2 === 0 ? 4n : 5n))).toMatchObject({ broken: [] }); // 75.00 × 0.60 % = 0.45
    expect(run(() => 5n).broken).toEqual(["FEE_MISMATCH - 0.05"]);
  });
});

describe("a line by itself", () => {
  it("must add up", () => {
    const lines = [line(ours, { fee: 5n, netMinor: 746n })];
    expect(told(books({ transactions: [ours], lines })).broken).toEqual(["NET_ARITHMETIC P1 0.01"]);
  });

  it("must convert at its own rate, a cent aside; the difference is in the currency it is paid in", () => {
    const converted = (settleMinor: bigint) => {
      const lines = [line(ours, { settleCurrency: "USD", exchangeRate: "0.12785", settleMinor })]; // 7.50 × 0.12785 = 0.958875
      return matchBooks(books({ transactions: [ours], lines }));
    };
    expect(converted(96n).matched[0]?.explained).toEqual([]);
    expect(converted(95n).matched[0]?.explained).toEqual([{ code: "FX_ROUNDING", amount: { minor: -1n, currency: "USD" } }]);
    expect(converted(90n).broken[0]).toMatchObject({ codes: ["FX_MISMATCH"], difference: { minor: -6n, currency: "USD" } });
  });
});

describe("a refund in full of what was converted", () => {
  const payment = transaction("P1", { amount: 10_000n, cancel: "3", sysdtm: "2024-03-11 09:00:00" });
  const given = transaction("R1", { amount: -10_000n, origssn: "P1" });
  const abroad = { settleCurrency: "CNY" } as const;
  const paid = line(payment, { ...abroad, fee: 80n, exchangeRate: "0.92", settleMinor: 9_126n });
  const back = (row: Parameters<typeof line>[1]) =>
    line(given, { ...abroad, fee: -80n, exchangeRate: "0.92", settleMinor: -9_126n, lineNo: 3, ...row });
  const run = (row: Parameters<typeof line>[1], of = given) =>
    told(books({ transactions: [payment, of], lines: [paid, { ...back(row), syssn: of.syssn }], rules: { fee: { rate: "0.80%" } } }));

  it("brings back exactly what the payment paid, a cent aside", () => {
    expect(run({}).broken).toEqual([]);
    expect(run({ settleMinor: -9_125n }).matched).toContain("KEY_EXACT R1 FX_ROUNDING 0.01");
  });
  it("is broken at the rate of another day, though the row by itself is right", () => {
    expect(run({ exchangeRate: "0.93", settleMinor: -9_226n }).broken).toEqual(["FX_MISMATCH R1 -1.00"]);
  });
  it("is held against the payment's row in an earlier file, too", () => {
    const before = line(payment, { ...abroad, fee: 80n, exchangeRate: "0.92", settleMinor: 9_126n, tradeDate: day("2024-03-10") });
    const lines = [back({ exchangeRate: "0.93", settleMinor: -9_226n })];
    expect(told(books({ transactions: [payment, given], lines, otherLines: [before] })).broken).toEqual(["FX_MISMATCH R1 -1.00"]);
  });
  it("converts at its own rate when it is a part of the payment", () => {
    const part = transaction("R1", { amount: -5_000n, origssn: "P1" });
    const row = { grossMinor: -5_000n, fee: -40n, netMinor: -4_960n, exchangeRate: "0.93", settleMinor: -4_613n };
    expect(run(row, part).broken).toEqual([]);
  });
});

describe("currencies", () => {
  it("are proven each by itself and never added", () => {
    const mixed = [transaction("P1"), transaction("P2", { currency: "USD" })];
    const outcome = matchBooks(books({ transactions: mixed, lines: mixed.map((each, n) => line(each, { lineNo: n + 2 })) }));
    expect(outcome.dayProofs.map(({ currency, external, off }) => [currency, external, off])).toEqual([
      ["HKD", 1_000n, 0n],
      ["USD", 1_000n, 0n],
    ]);
  });
});
