import { describe, expect, it } from "vitest";
import { matchBooks } from "./index.ts";
import { books, day, emptyFile, file, line, transaction } from "./testing/books.ts";
import { told } from "./testing/outcome.ts";

const outcomeOf = (given: Parameters<typeof books>[0]) => matchBooks(books(given));

describe("a line whose number we know", () => {
  it("matches when kind, currency, merchant and amount agree", () => {
    const ours = transaction("P1");
    expect(told(books({ transactions: [ours], lines: [line(ours)] })).matched).toEqual(["KEY_EXACT P1"]);
  });

  it("matches a refunded payment in full, its refund being a line of its own", () => {
    const payment = transaction("P1", { cancel: "5" });
    const refund = transaction("R1", { amount: -300n, origssn: "P1" });
    expect(told(books({ transactions: [refund, payment], lines: [line(refund, { lineNo: 3 }), line(payment)] })).matched).toEqual([
      "KEY_EXACT P1",
      "KEY_EXACT R1",
    ]);
  });

  it("is broken by the first thing that differs, and then settles the transaction all the same where amounts compare", () => {
    const ours = transaction("P1");
    const broken = (theirs: Parameters<typeof line>[1]) => told(books({ transactions: [ours], lines: [line(ours, theirs)] }));
    expect(broken({ gross: 999n })).toMatchObject({ broken: ["AMOUNT_MISMATCH P1 -0.01"], carried: [] });
    expect(broken({ mchid: "ALSO-OURS" })).toMatchObject({ broken: ["ACCOUNT_MISMATCH P1 0.00"], carried: [] });
    expect(broken({ mchid: "ALSO-OURS", gross: 999n })).toMatchObject({ broken: ["ACCOUNT_MISMATCH P1 -0.01"] });
    expect(broken({ lineType: "CANCEL", gross: -1_000n })).toMatchObject({ broken: ["TYPE_MISMATCH P1 -20.00"], carried: [] });
    expect(broken({ currency: "CNY" })).toMatchObject({
      broken: ["CURRENCY_MISMATCH P1 10.00"],
      carried: ["P1 NOT_IN_DAY_FILE 2024-03-12"],
    });
  });

  it("is broken for its full amount when our transaction should not settle", () => {
    const cases = [
      { respcd: "1145" },
      { respcd: "1205" },
      { cancel: "1" },
      { cancel: "2" },
      { environment: "test" as const },
      { payType: "801008" },
    ];
    for (const state of cases) {
      const ours = transaction("P1", state);
      expect(told(books({ transactions: [ours], lines: [line(ours)] }))).toMatchObject({
        broken: ["STATUS_MISMATCH P1 10.00"],
        carried: [],
      });
    }
  });

  it("says what is known and what to ask when it is broken", () => {
    const ours = transaction("P1", { respcd: "1145" });
    const [aBreak] = outcomeOf({ transactions: [ours], lines: [line(ours)] }).broken;
    expect(aBreak?.because.arguments).toEqual([
      { code: "ENQUIRE", params: { syssn: "P1" } },
      { code: "STANDS_AT", params: { respcd: "1145", cancel: "0" } },
    ]);
  });

  it("points at well-known causes of a wrong amount", () => {
    const ours = transaction("P1", { cancel: "5" });
    const refund = transaction("R1", { amount: -300n, origssn: "P1", sysdtm: "2024-03-12 09:00:00" });
    const hints = (gross: bigint) =>
      outcomeOf({ transactions: [ours, refund], lines: [line(ours, { gross })] }).broken[0]?.because.arguments.map(({ code }) => code);
    expect(hints(700n)).toEqual(["MATCHES_IF_GROSS", "EQUALS_NET_OF_REFUNDS"]);
    expect(hints(100_000n)).toEqual(["MATCHES_IF_GROSS", "SCALE_100"]);
  });
});

describe("a number printed more than once", () => {
  const ours = transaction("P1");

  it("keeps the row with the right amount", () => {
    const lines = [line(ours, { gross: 900n }), line(ours, { lineNo: 3 })];
    expect(told(books({ transactions: [ours], lines }))).toMatchObject({
      matched: ["KEY_EXACT P1"],
      broken: ["DUPLICATE_EXTERNAL P1 9.00"],
    });
  });

  it("keeps the first when rows are alike, also over two files of the day and for numbers we do not know", () => {
    const twice = [line(ours), line(ours, { lineNo: 9 })];
    expect(told(books({ transactions: [ours], lines: twice })).broken).toEqual(["DUPLICATE_EXTERNAL P1 10.00"]);
    const twoFiles = [line(ours), line(ours, { file: file("again.csv"), batchNo: "B2" })];
    expect(told(books({ transactions: [ours], lines: twoFiles })).broken).toEqual(["DUPLICATE_EXTERNAL P1 10.00"]);
    const strangers = [line("X1"), line("X1", { lineNo: 3 })];
    expect(told(books({ lines: strangers })).broken).toEqual(["MISSING_INTERNAL X1 10.00", "DUPLICATE_EXTERNAL X1 10.00"]);
  });

  it("is settled by the earlier day; the later one is broken, whichever day is run", () => {
    const today = line(ours);
    const later = line(ours, { tradeDate: day("2024-03-12"), file: file("later.csv"), batchNo: "B2" });
    expect(told(books({ transactions: [ours], lines: [today], otherLines: [later] })).matched).toEqual(["KEY_EXACT P1"]);
    const next = books({ settleDay: day("2024-03-12"), transactions: [ours], lines: [later], otherLines: [today] });
    expect(told(next)).toMatchObject({ matched: [], broken: ["ALREADY_SETTLED P1 10.00"] });
  });

  it("stays settled by the earlier day when that row differs, so that no money is counted twice", () => {
    const wrong = line(ours, { gross: 900n });
    const later = line(ours, { tradeDate: day("2024-03-12"), file: file("later.csv"), batchNo: "B2" });
    expect(told(books({ transactions: [ours], lines: [wrong], otherLines: [later] })).broken).toEqual(["AMOUNT_MISMATCH P1 -1.00"]);
    const next = books({ settleDay: day("2024-03-12"), transactions: [ours], lines: [later], otherLines: [wrong] });
    expect(told(next).broken).toEqual(["ALREADY_SETTLED P1 10.00"]);
  });
});

describe("a payment that was taken back", () => {
  const ours = transaction("P1", { cancel: "2" });
  const cancel = (row: Parameters<typeof line>[1] = {}) => line(ours, { lineType: "CANCEL", gross: -1_000n, lineNo: 3, ...row });

  it("nets with its cancel row, under its own number or pointing at it", () => {
    for (const row of [{}, { syssn: "C9", origssn: "P1" }]) {
      expect(told(books({ transactions: [ours], lines: [line(ours), cancel(row)] }))).toMatchObject({
        matched: ["CANCEL_NET P1", "CANCEL_NET P1"],
        broken: [],
        carried: [],
      });
    }
  });

  it("does not net when the rows do not cancel out or our payment stands", () => {
    expect(told(books({ transactions: [ours], lines: [line(ours), cancel({ gross: -900n })] })).broken).toEqual([
      "STATUS_MISMATCH P1 -9.00",
      "STATUS_MISMATCH P1 10.00",
    ]);
    const standing = transaction("P1");
    expect(told(books({ transactions: [standing], lines: [line(standing), cancel()] }))).toMatchObject({
      matched: ["KEY_EXACT P1"],
      broken: ["ALREADY_SETTLED P1 -10.00"],
    });
  });

  it("is broken by a fee that was kept", () => {
    const fee = { rate: "0.80%" };
    const kept = books({ transactions: [ours], lines: [line(ours, { fee: 8n }), cancel()], rules: { fee } });
    expect(told(kept)).toMatchObject({ matched: ["CANCEL_NET P1"], broken: ["FEE_MISMATCH P1 0.08"] });
  });
});

describe("rows of a payment that was taken back", () => {
  const ours = transaction("P1", { cancel: "1" });
  const cancel = (row: Parameters<typeof line>[1] = {}) => line(ours, { lineType: "CANCEL", gross: -1_000n, lineNo: 3, ...row });

  it("must each be right in themselves, and the day proof holds nevertheless", () => {
    const run = (...lines: ReturnType<typeof line>[]) => told(books({ transactions: [ours], lines }));
    expect(run(line(ours), cancel({ netMinor: -990n, settleMinor: -990n }))).toMatchObject({
      matched: ["CANCEL_NET P1"],
      broken: ["NET_ARITHMETIC P1 0.10"],
    });
    const abroad = { settleCurrency: "CNY", exchangeRate: "0.92" } as const;
    expect(run(line(ours, { ...abroad, settleMinor: 920n }), cancel({ ...abroad, settleMinor: -930n }))).toMatchObject({
      matched: ["CANCEL_NET P1"],
      broken: ["FX_MISMATCH P1 -0.10"],
    });
  });
});

describe("rows that come twice", () => {
  it("keep the earliest where none has the right amount, whatever batch it stands in", () => {
    const late = line("X1", { gross: 1_200n, batchNo: "A1", sysdtm: "2024-03-11 13:00:00" });
    const early = line("X1", { gross: 1_300n, batchNo: "B2", sysdtm: "2024-03-11 12:00:00", lineNo: 3 });
    expect(told(books({ lines: [late, early] })).broken).toEqual(["DUPLICATE_EXTERNAL X1 12.00", "MISSING_INTERNAL X1 13.00"]);
  });
  it("keep the earliest of several right ones, whatever batch it stands in", () => {
    const ours = transaction("P1");
    const late = line(ours, { batchNo: "A1", sysdtm: "2024-03-11 13:00:00" });
    const early = line(ours, { batchNo: "B2", sysdtm: "2024-03-11 12:00:00", lineNo: 3 });
    const kept = (of: "matched" | "broken") =>
      outcomeOf({ transactions: [ours], lines: [late, early] })[of].map((each) => each.line?.lineNo);
    expect([kept("matched"), kept("broken")]).toEqual([[early.lineNo], [late.lineNo]]);
  });
  it("are no doubles when they are refunds that say themselves that they bear their payment's number", () => {
    const refund = (lineNo: number) => line("P9", { gross: -500n, origssn: "P9", lineNo });
    expect(told(books({ lines: [refund(2), refund(3)] })).broken).toEqual(["ORPHAN_REFUND P9 -5.00", "ORPHAN_REFUND P9 -5.00"]);
  });
});

describe("lines that are no part of the proof", () => {
  it("are other merchants', payouts, and those of a replaced file, which count in no total", () => {
    const payout = line("X2", { lineType: "PAYOUT", gross: -1_000n, lineNo: 3 });
    const outcome = outcomeOf({ lines: [line("X1", { mchid: "THEIRS" }), payout], superseded: [line("X3", { file: file("old.csv") })] });
    expect(outcome.ignored.map(({ reason }) => reason).toSorted()).toEqual(["INFORMATIONAL", "OUT_OF_SCOPE", "SUPERSEDED"]);
    expect(outcome.totals.get("HKD")).toMatchObject({ lines: 2, grossMinor: 0n });
    expect(outcome.isExplained).toBe(true);
  });
});

describe("a success that no file names", () => {
  const ours = transaction("P1");

  it("waits for its file, or for the next one, until grace is over", () => {
    const asOf = (text: string, files = [emptyFile()]) => told(books({ transactions: [ours], asOf: day(text), files }));
    expect(asOf("2024-03-12", []).carried).toEqual(["P1 AWAITING_FILE 2024-03-12"]);
    expect(asOf("2024-03-14").carried).toEqual(["P1 NOT_IN_DAY_FILE 2024-03-12"]);
    expect(asOf("2024-03-15")).toMatchObject({ carried: [], broken: ["MISSING_EXTERNAL P1 -10.00"] });
  });

  it("is not waited for when another day's file settles it", () => {
    const late = line(ours, { tradeDate: day("2024-03-12"), file: file("next.csv") });
    const outcome = outcomeOf({ transactions: [ours], otherLines: [late], files: [emptyFile()] });
    expect(outcome).toMatchObject({ carried: [], broken: [], settledElsewhere: ["P1"] });
    expect(outcome.dayProofs[0]).toMatchObject({ internal: 1_000n, settledElsewhere: 1_000n, off: 0n });
  });

  it("is not expected when it failed, was cancelled, is a test or is settled by the wallet itself", () => {
    const others = [{ respcd: "1143" }, { cancel: "1" }, { environment: "test" as const }, { payType: "801010" }].map((state, n) =>
      transaction(`P${n}`, state),
    );
    expect(told(books({ transactions: others, files: [emptyFile()] })).carried).toEqual([]);
  });

  it("alerts to a missing file once the day is over", () => {
    expect(outcomeOf({ asOf: day("2024-03-11") }).alerts).toEqual([]);
    expect(outcomeOf({ asOf: day("2024-03-12") }).alerts).toEqual(["MISSING_FILE"]);
  });
});

describe("a transaction of another day in today's file", () => {
  it("is the cut-off's doing within two hours of the boundary, late or early beyond, and is carried in", () => {
    const times = {
      "2024-03-10 23:59:59": "CUTOFF_SHIFT",
      "2024-03-10 21:59:59": "LATE_SETTLEMENT",
      "2024-03-12 00:30:00": "CUTOFF_SHIFT",
      "2024-03-12 02:00:01": "EARLY_SETTLEMENT",
    };
    for (const [sysdtm, code] of Object.entries(times)) {
      const ours = transaction("P1", { sysdtm });
      expect(told(books({ transactions: [ours], lines: [line(ours)] })).matched).toEqual([`KEY_EXACT P1 carried in ${code} 0.00`]);
    }
  });

  it("is measured from the account's own cut-off", () => {
    const ours = transaction("P1", { sysdtm: "2024-03-11 22:00:00" }); // cut-off 22:00: this is the 12th
    expect(told(books({ transactions: [ours], lines: [line(ours)], rules: { cutoff: "22:00:00" } })).matched).toEqual([
      "KEY_EXACT P1 carried in CUTOFF_SHIFT 0.00",
    ]);
  });
});
