import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { money } from "../../money/index.ts";
import { addDays } from "../../time/index.ts";
import { type Books, matchBooks, outcomeText } from "../index.ts";
import { faultyDay } from "../testing/arbitraries.ts";
import { books, DAY, emptyFile, filesOf, line, transaction } from "../testing/books.ts";
import { offOf, told } from "../testing/outcome.ts";
import { bookByHand, carryUntil, ignore, linkTo, ruled, type Settling, settle, writeOff } from "../testing/rulings.ts";

const WAYS: Readonly<Record<string, Settling>> = {
  WRITE_OFF: writeOff,
  CARRY: carryUntil(addDays(DAY, 30)),
  IGNORE_LINE: ignore,
  CREATE_INTERNAL: bookByHand,
};

const booksOf = ({ transactions, lines }: Pick<Books, "transactions" | "lines">): Books =>
  books({ transactions, lines, files: lines.length > 0 ? filesOf(lines) : [emptyFile()] });

describe("a day whose breaks people have settled", () => {
  it.each(Object.keys(WAYS))("keeps its proofs at zero after every %s", (way) => {
    const settling = WAYS[way] ?? writeOff;
    fc.assert(
      fc.property(faultyDay, (faulty) => {
        expect(offOf(matchBooks(settle(booksOf(faulty), settling)))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("has nothing left to explain once every break is written off or carried on, and says so in its result", () => {
    fc.assert(
      fc.property(faultyDay, fc.constantFrom(writeOff, carryUntil(addDays(DAY, 30))), (faulty, settling) => {
        const before = matchBooks(booksOf(faulty));
        const after = matchBooks(settle(booksOf(faulty), settling));
        expect(after.isExplained).toBe(true);
        expect(after.broken.map(({ codes, difference }) => [codes, difference])).toEqual(
          before.broken.map(({ codes, difference }) => [codes, difference]),
        );
        const isSame = outcomeText(after).join("\n") === outcomeText(before).join("\n");
        expect(isSame).toBe(before.broken.length === 0);
      }),
      { numRuns: 60 },
    );
  });
});

describe("what a resolution does to the next run", () => {
  const paid = transaction("P1", { amount: 10_000n });
  const short = books({ transactions: [paid], lines: [line("P1", { gross: 9_900n })] });
  const unknown = books({ transactions: [paid], lines: [line("X9", { gross: 10_000n })] });

  it("does not count as ours what was booked by hand and then set aside", () => {
    const given = books({ lines: [line("X9", { gross: 10_000n, fee: 700n })], rules: { fee: { rate: "0.80%" } } });
    const booked = settle(given, bookByHand);
    expect(told(booked).broken).toEqual(["FEE_MISMATCH X9 6.20"]);
    expect(told(settle(booked, ignore))).toEqual({ matched: [], broken: [], carried: [], ignored: ["NOT_OURS"] });
  });
  it("books a number once, though people booked two of its rows", () => {
    const lines = [line("X9", { lineNo: 2, mchid: "OURS" }), line("X9", { lineNo: 3, mchid: "ALSO-OURS" })];
    const both = settle(books({ lines }), bookByHand);
    expect(both.rulings).toHaveLength(2);
    expect([told(both).matched, told(both).broken, matchBooks(both).dayProofs[0]?.internal]).toEqual([
      ["KEY_EXACT X9"],
      ["ALREADY_SETTLED X9 10.00"],
      1_000n,
    ]);
  });
  it("settles what was booked with the row that it was booked from, whatever other day's row bears its number", () => {
    const row = line("X9", { gross: 10_000n });
    const next = { tradeDate: addDays(DAY, 1), settleDate: DAY, lineNo: 9 };
    for (const other of [line("X9", { ...next, lineType: "CANCEL", gross: -10_000n }), line("X9", { ...next, gross: 10_000n })]) {
      const booked = settle(books({ lines: [row], otherLines: [other] }), bookByHand);
      expect(told(booked)).toMatchObject({ matched: ["KEY_EXACT X9"], broken: [] });
    }
  });
  it("ties a row and a transaction by hand", () => {
    expect(told(settle(unknown, linkTo("P1")))).toMatchObject({ matched: ["MANUAL P1"], broken: [], carried: [] });
  });
  it("ties them with a difference that was agreed to, which stays visible", () => {
    const one = books({ transactions: [paid], lines: [line("X9", { gross: 9_950n })] });
    expect(told(settle(one, linkTo("P1"))).matched).toEqual(["MANUAL P1 ACCEPTED_DIFFERENCE -0.50"]);
  });
  it("ties one row to several transactions, and several rows to one", () => {
    const parts = [transaction("P1", { amount: 6_000n }), transaction("P2", { amount: 4_000n })];
    const together = books({ transactions: parts, lines: [line("X9", { gross: 10_000n })] });
    expect(told(settle(together, linkTo("P1", "P2"))).matched).toEqual(["MANUAL P1 P2"]);
    const rows = [line("X8", { gross: 6_000n, lineNo: 2 }), line("X9", { gross: 4_000n, lineNo: 3 })];
    const apart = books({ transactions: [paid], lines: rows });
    const lines = rows.map(({ file, lineNo }) => ({ fileId: file.id, lineNo }));
    const [first] = lines;
    if (!first) throw new Error("no row");
    const terms = { id: "ruling", subject: { kind: "line", ...first }, action: "LINK", lines, syssns: ["P1"] } as const;
    expect(told({ ...apart, rulings: [ruled(apart, terms)] })).toMatchObject({
      matched: ["MANUAL P1", "MANUAL P1"],
      broken: [],
      carried: [],
    });
  });
  it("still judges the fee of a row that was tied by hand", () => {
    const fees = books({ transactions: [paid], lines: [line("X9", { gross: 10_000n, fee: 900n })], rules: { fee: { rate: "0.80%" } } });
    expect(told(settle(fees, linkTo("P1"))).broken).toEqual(["FEE_MISMATCH P1 8.20"]);
  });
  it("does not tie money of another currency, money that settles already, or money that is not expected", () => {
    const others = [transaction("U1", { currency: "USD", amount: 10_000n }), transaction("N1", { respcd: "1145", amount: 10_000n }), paid];
    const given = books({ transactions: others, lines: [line("X9", { gross: 10_000n, lineNo: 3 }), line(paid)] });
    for (const syssn of ["U1", "N1", "P1"]) expect(told(settle(given, linkTo(syssn))).broken).toEqual(["MISSING_INTERNAL X9 100.00"]);
  });
  it("sets a row aside, and what it had settled waits again", () => {
    expect(told(settle(short, ignore))).toMatchObject({ ignored: ["NOT_OURS"], broken: [], carried: ["P1 NOT_IN_DAY_FILE 2024-03-12"] });
  });
  it("books a row as ours", () => {
    expect(told(settle(unknown, bookByHand))).toMatchObject({ matched: ["KEY_EXACT X9"], broken: [] });
  });
  it("carries a break on until its date, and not a day longer", () => {
    const given = settle(short, carryUntil(addDays(DAY, 3)));
    expect(matchBooks({ ...given, asOf: addDays(DAY, 3) }).broken[0]?.ruling?.action).toBe("CARRY");
    expect(matchBooks({ ...given, asOf: addDays(DAY, 4) }).broken[0]?.ruling).toBeNull();
  });
});

describe("a resolution whose facts have changed", () => {
  const paid = transaction("P1", { amount: 10_000n });
  const short = books({ transactions: [paid], lines: [line("P1", { gross: 9_900n })] });
  const unknown = books({ transactions: [paid], lines: [line("X9", { gross: 10_000n })] });
  const more = (given: Books, over: Partial<Books>): Books => ({ ...given, ...over });

  it.each<[string, Books, Partial<Books>]>([
    ["a newer answer of QFPay", settle(short, writeOff), { transactions: [{ ...paid, cancel: "5" }] }],
    ["another amount", settle(short, writeOff), { lines: [line("P1", { gross: 9_901n })] }],
    [
      "another file that names the transaction",
      settle(unknown, linkTo("P1")),
      { otherLines: [line(paid, { lineNo: 9, tradeDate: addDays(DAY, 1) })] },
    ],
    ["a transaction that was unknown", settle(unknown, bookByHand), { transactions: [paid, transaction("X9", { amount: 10_000n })] }],
    [
      "a row that was set aside turning out to be ours",
      settle(unknown, ignore),
      { transactions: [paid, transaction("X9", { amount: 10_000n })] },
    ],
  ])("holds no more after %s", (_what, settled, change) => {
    const changed = more(settled, change);
    expect(outcomeText(matchBooks(changed))).toEqual(outcomeText(matchBooks(more(changed, { rulings: [] }))));
  });
  it("holds no more for another code or amount of the same break", () => {
    const terms = { id: "r", subject: { kind: "line", fileId: "day.csv", lineNo: 2 }, action: "WRITE_OFF", account: "write_off" } as const;
    const wrong = { ...terms, codes: ["AMOUNT_MISMATCH" as const], difference: money(-99n, "HKD") };
    expect(matchBooks({ ...short, rulings: [ruled(short, wrong)] }).broken[0]?.ruling).toBeNull();
  });
});
