import { describe, expect, it } from "vitest";
import { matchBooks } from "./index.ts";
import { books, day, line, transaction } from "./testing/books.ts";
import { told } from "./testing/outcome.ts";

describe("a line without QFPay's number", () => {
  const ours = transaction("P1");

  it("matches by the wallet's number, else by ours, when exactly one transaction fits", () => {
    expect(told(books({ transactions: [ours], lines: [line(null, { chnlsn: "WALLET-P1" })] })).matched).toEqual(["CHANNEL_REF P1"]);
    expect(told(books({ transactions: [ours], lines: [line(null, { chnlsn: null, outTradeNo: "ORDER-P1" })] })).matched).toEqual([
      "ORDER_REF P1",
    ]);
  });

  it("is ambiguous when several fit, and then settles none", () => {
    const twins = [transaction("P1", { outTradeNo: "SAME" }), transaction("P2", { outTradeNo: "SAME" })];
    const run = told(books({ transactions: twins, lines: [line(null, { chnlsn: null, outTradeNo: "SAME" })] }));
    expect(run.broken).toEqual(["AMBIGUOUS - 10.00"]);
    expect(run.carried).toHaveLength(2);
  });

  it("is ambiguous, too, when several share the wallet's number and no order number tells them apart", () => {
    const twins = [transaction("P1", { chnlsn: "SAME" }), transaction("P2", { chnlsn: "SAME" })];
    const byWallet = (outTradeNo: string | null) =>
      told(books({ transactions: twins, lines: [line(null, { chnlsn: "SAME", outTradeNo })] }));
    expect(byWallet(null)).toMatchObject({ matched: [], broken: ["AMBIGUOUS - 10.00"] });
    expect(byWallet("ORDER-P2").matched).toEqual(["ORDER_REF P2"]);
  });

  it("has the money that two lines claim when it is the earlier one, whatever batch it stands in", () => {
    for (const by of [{ chnlsn: "WALLET-P1" }, { chnlsn: null, outTradeNo: "ORDER-P1" }]) {
      const late = line(null, { ...by, batchNo: "A1", sysdtm: "2024-03-11 13:00:00" });
      const early = line(null, { ...by, batchNo: "B2", sysdtm: "2024-03-11 11:00:00", lineNo: 3 });
      const { matched, broken } = matchBooks(books({ transactions: [ours], lines: [late, early] }));
      expect([...matched, ...broken].map((each) => [each.kind, each.line?.lineNo])).toEqual([
        ["matched", early.lineNo],
        ["broken", late.lineNo],
      ]);
    }
  });

  it("never matches by amount alone", () => {
    const run = told(books({ transactions: [ours], lines: [line(null, { chnlsn: null, outTradeNo: null })] }));
    expect(run).toMatchObject({ matched: [], broken: ["MISSING_INTERNAL - 10.00"] });
  });

  it("finds earlier days and the minutes after midnight, but not days to come", () => {
    const byOrder = { chnlsn: null, outTradeNo: "ORDER-P1" };
    const of = (sysdtm: string) => told(books({ transactions: [transaction("P1", { sysdtm })], lines: [line(null, byOrder)] })).matched;
    expect(of("2024-03-01 12:00:00")).toEqual(["ORDER_REF P1 carried in LATE_SETTLEMENT 0.00"]);
    expect(of("2024-03-12 01:00:00")).toEqual(["ORDER_REF P1 carried in CUTOFF_SHIFT 0.00"]);
    expect(of("2024-03-12 03:00:00")).toEqual([]);
  });

  it("takes no transaction that a numbered line settles", () => {
    const run = told(books({ transactions: [ours], lines: [line(null, { chnlsn: "WALLET-P1" }), line(ours, { lineNo: 3 })] }));
    expect(run).toMatchObject({ matched: ["KEY_EXACT P1"], broken: ["MISSING_INTERNAL - 10.00"] });
  });
});

describe("a line whose number we do not know", () => {
  it("is never matched by our order number: paid twice is real money twice", () => {
    const ours = transaction("P1", { outTradeNo: "SAME" });
    const outcome = matchBooks(books({ transactions: [ours], lines: [line(ours), line("P2", { outTradeNo: "SAME", lineNo: 3 })] }));
    expect(outcome.broken.map(({ codes }) => codes)).toEqual([["MISSING_INTERNAL"]]);
    expect(outcome.broken[0]?.because.arguments).toEqual([
      { code: "ENQUIRE", params: { syssn: "P2" } },
      { code: "SAME_ORDER_AS", params: { outTradeNo: "SAME", syssn: "P1" } },
    ]);
  });
});

describe("refund rows under their payment's number", () => {
  const payment = transaction("P1", { cancel: "5" });
  const refund = (syssn: string, amount: bigint, sysdtm = "2024-03-11 15:00:00") => transaction(syssn, { amount, origssn: "P1", sysdtm });
  const underPayment = (gross: bigint, lineNo: number) => line(payment, { gross, lineNo });

  it("match the waiting refunds of that payment, equal ones in time order", () => {
    const transactions = [
      payment,
      refund("R1", -300n, "2024-03-11 15:00:00"),
      refund("R2", -300n, "2024-03-11 16:00:00"),
      refund("R3", -200n),
    ];
    const lines = [line(payment), underPayment(-300n, 3), underPayment(-200n, 4), underPayment(-300n, 5)];
    expect(told(books({ transactions, lines })).matched.toSorted()).toEqual([
      "KEY_EXACT P1",
      "REFUND_BY_ORIGIN R1",
      "REFUND_BY_ORIGIN R2",
      "REFUND_BY_ORIGIN R3",
    ]);
  });

  it("pair up in time order across batches, too", () => {
    const refunds = [refund("R1", -300n, "2024-03-11 15:00:00"), refund("R2", -300n, "2024-03-11 16:00:00")];
    const rows = [
      line(payment, { gross: -300n, lineNo: 3, batchNo: "A", sysdtm: "2024-03-11 16:00:00" }),
      line(payment, { gross: -300n, lineNo: 4, batchNo: "B", sysdtm: "2024-03-11 15:00:00" }),
    ];
    const { matched } = matchBooks(books({ transactions: [payment, ...refunds], lines: rows }));
    expect(matched.map((each) => [each.line.batchNo, each.transactions[0]?.syssn])).toEqual([
      ["A", "R2"],
      ["B", "R1"],
    ]);
  });

  it("of one second pair up by their order numbers, wherever they stand in the file", () => {
    const numbers = ["RF-1", "RF-2", "RF-3", "RF-4"];
    const refunds = numbers.map((_number, at) => refund(`R${at + 1}`, -200n, `2024-03-11 15:0${at}:00`));
    const rows = numbers.map((outTradeNo, at) => line(payment, { gross: -200n, lineNo: 9 - at, outTradeNo }));
    const { matched } = matchBooks(books({ transactions: [payment, ...refunds], lines: rows }));
    expect(new Map(matched.map((each) => [each.line.outTradeNo, each.transactions[0]?.syssn]))).toEqual(
      new Map(numbers.map((number, at) => [number, `R${at + 1}`])),
    );
  });

  it("match as the sum of all waiting refunds of the payment, and of nothing less", () => {
    const transactions = [payment, refund("R1", -300n), refund("R2", -200n)];
    expect(told(books({ transactions, lines: [line(payment), underPayment(-500n, 3)] })).matched).toEqual([
      "KEY_EXACT P1",
      "REFUND_GROUP R1 R2",
    ]);
    const three = [...transactions, refund("R3", -100n)];
    expect(told(books({ transactions: three, lines: [line(payment), underPayment(-500n, 3)] })).broken).toEqual([
      "MISSING_INTERNAL P1 -5.00",
    ]);
  });

  it("match by origin or wallet number when they have no number at all", () => {
    const transactions = [payment, refund("R1", -300n)];
    const bare = { gross: -300n, lineNo: 3, outTradeNo: null };
    expect(told(books({ transactions, lines: [line(payment), line(null, { ...bare, origssn: "P1", chnlsn: null })] })).matched).toContain(
      "REFUND_BY_ORIGIN R1",
    );
    expect(told(books({ transactions, lines: [line(payment), line(null, { ...bare, chnlsn: "WALLET-P1" })] })).matched).toContain(
      "REFUND_BY_ORIGIN R1",
    );
  });

  it("are other refunds when they have a number of their own", () => {
    const transactions = [payment, refund("R1", -300n)];
    const run = told(books({ transactions, lines: [line(payment), line("R9", { gross: -300n, origssn: "P1", lineNo: 3 })] }));
    expect(run).toMatchObject({ broken: ["MISSING_INTERNAL R9 -3.00"], carried: ["R1 NOT_IN_DAY_FILE 2024-03-12"] });
  });

  it("are the payment itself with the wrong sign when nothing else settles it", () => {
    expect(told(books({ transactions: [payment], lines: [underPayment(-1_000n, 2)] }))).toMatchObject({
      broken: ["TYPE_MISMATCH P1 -20.00"],
      carried: [],
    });
  });
});

describe("refunds beyond what was paid", () => {
  const payment = transaction("P1", { cancel: "5" });

  it("are broken where the payment is passed, in the order in which they happened", () => {
    const refunds = ["13:00:00", "14:00:00"].map((time, n) =>
      transaction(`R${n}`, { amount: -600n, origssn: "P1", sysdtm: `2024-03-11 ${time}` }),
    );
    const lines = refunds.map((ours, n) => line(ours, { lineNo: 9 - n }));
    const run = told(books({ transactions: [payment, ...refunds], lines: [line(payment), ...lines] }));
    expect(run).toMatchObject({ matched: ["KEY_EXACT P1", "KEY_EXACT R0"], broken: ["OVER_REFUND R1 -6.00"] });
  });

  it("are named beside what is missing when the refund is unknown", () => {
    const known = transaction("R1", { amount: -600n, origssn: "P1" });
    const unknown = line("R9", { gross: -600n, origssn: "P1", lineNo: 4 });
    expect(told(books({ transactions: [payment, known], lines: [line(payment), line(known, { lineNo: 3 }), unknown] })).broken).toEqual([
      "MISSING_INTERNAL+OVER_REFUND R9 -6.00",
    ]);
  });

  it("are orphans when the payment is unknown", () => {
    expect(told(books({ lines: [line("R9", { gross: -600n, origssn: "P0" })] })).broken).toEqual(["ORPHAN_REFUND R9 -6.00"]);
  });
});

describe("lines that no transaction stands behind", () => {
  const fee = (remark: string, lineNo: number) => line(null, { lineType: "FEE", gross: -5_000n, remark, lineNo });

  it("need no work when they were agreed, once a day each", () => {
    const given = { expectedFees: [{ remark: "terminal rent", amount: "50.00" }] };
    const run = told(books({ lines: [fee("terminal rent", 2), fee("terminal rent", 3), fee("other", 4)], rules: given }));
    expect(run).toMatchObject({ matched: ["SUBLEDGER"], broken: ["UNEXPLAINED_ADJUSTMENT - -50.00", "UNEXPLAINED_ADJUSTMENT - -50.00"] });
  });

  it("are reserves only where the account keeps one", () => {
    const lines = [
      line(null, { lineType: "RESERVE_HOLD", gross: -100n }),
      line(null, { lineType: "RESERVE_RELEASE", gross: 100n, lineNo: 3 }),
    ];
    expect(told(books({ lines })).broken).toHaveLength(2);
    expect(told(books({ lines, rules: { acceptReserveLines: true } })).matched).toEqual(["SUBLEDGER", "SUBLEDGER"]);
  });

  const payment = transaction("P1", { sysdtm: "2024-02-01 10:00:00" });
  const NEXT = day("2024-03-12");
  const taken = line(payment, { lineType: "CHARGEBACK", gross: -1_000n });
  const given = line(payment, { lineType: "CHARGEBACK_REVERSAL", gross: 1_000n, tradeDate: NEXT });

  it("open a dispute for a known payment, which a reversal answers on whatever day", () => {
    expect(told(books({ transactions: [payment], lines: [taken] })).broken).toEqual(["CHARGEBACK_NEW P1 -10.00"]);
    expect(told(books({ settleDay: NEXT, transactions: [payment], lines: [given], otherLines: [taken] })).matched).toEqual(["SUBLEDGER"]);
    const first = (asOf: string) => told(books({ transactions: [payment], lines: [taken], otherLines: [given], asOf: day(asOf) }));
    expect(first("2024-03-13")).toMatchObject({ matched: ["SUBLEDGER"], broken: [] });
    expect(first("2024-03-12").broken).toEqual(["CHARGEBACK_NEW P1 -10.00"]); // by that clock it has not happened yet
  });

  it("answer a dispute neither in part, nor for another payment, nor before it, nor twice", () => {
    const other = transaction("P2", { sysdtm: "2024-02-01 10:00:00" });
    const run = (row: Parameters<typeof line>[1], of = payment) =>
      told(books({ transactions: [payment, other], lines: [taken, line(of, { lineType: "CHARGEBACK_REVERSAL", lineNo: 3, ...row })] }));
    expect(run({ gross: 1_000n }).broken).toEqual([]);
    expect(run({ gross: 900n }).broken).toEqual(["CHARGEBACK_NEW P1 -10.00", "UNEXPLAINED_ADJUSTMENT P1 9.00"]);
    expect(run({ gross: 1_000n }, other).broken).toHaveLength(2);
    const before = line(payment, { lineType: "CHARGEBACK_REVERSAL", gross: 1_000n, tradeDate: day("2024-03-10") });
    expect(told(books({ transactions: [payment], lines: [taken], otherLines: [before] })).broken).toEqual(["CHARGEBACK_NEW P1 -10.00"]);
    const again = { ...given, lineNo: 9, remark: "again" };
    const twice = books({ settleDay: NEXT, transactions: [payment], lines: [given, again], otherLines: [taken] });
    expect(told(twice)).toMatchObject({ matched: ["SUBLEDGER"], broken: ["UNEXPLAINED_ADJUSTMENT P1 10.00"] });
  });

  it("are not answered where two people have accepted the loss in a closed day: what comes back is a gain to explain", () => {
    const next = (isDecided: boolean) =>
      told(
        books({
          settleDay: NEXT,
          transactions: [payment],
          lines: [given],
          otherLines: [taken],
          sealed: [{ line: taken, settles: [], isDecided }],
        }),
      );
    expect(next(true).broken).toEqual(["UNEXPLAINED_ADJUSTMENT P1 10.00"]);
    expect(next(false).matched).toEqual(["SUBLEDGER"]);
  });
});
