import { describe, expect, it } from "vitest";
import { addDays } from "../time/index.ts";
import { type Books, type DayOutcome, matchBooks, outcomeText } from "./index.ts";
import { books, DAY, day, file, filesOf, line, transaction } from "./testing/books.ts";
import { offOf } from "./testing/outcome.ts";
import { bookByHand, carryUntil, ruled, settle, writeOff } from "./testing/rulings.ts";

const CLOSED = day("2024-03-08");
const late = file("late.csv");
const old = transaction("P1", { amount: 30_000n, sysdtm: "2024-03-08 14:00:00" });
const own = transaction("P2");
const lateRow = line(old, { file: late, tradeDate: CLOSED, batchNo: "B0-2" });
const given = (over: Partial<Books> = {}): Books => {
  const { rules: _rules, ...made } = books({
    transactions: [old, own],
    lines: [line(own)],
    prior: [lateRow],
    lateFiles: filesOf([lateRow]),
  });
  return { ...made, rules: _rules, ...over };
};

/** `matched P1 KEY_EXACT`, `broken X9 MISSING_INTERNAL`, `carried P1`. */
const toldOf = ({ prior }: DayOutcome): string[] =>
  prior.map((each) => {
    if (each.kind === "carried") return `carried ${each.transaction.syssn}`;
    if (each.kind === "broken") return `broken ${each.syssn} ${each.codes.join()}${each.ruling ? ` ${each.ruling.action}` : ""}`;
    return each.kind === "matched" ? `matched ${each.transactions.map(({ syssn }) => syssn).join()} ${each.stage}` : "ignored";
  });

describe("rows of a late file in the open day", () => {
  it("are matched there and counted in nothing of the day's own", () => {
    const outcome = matchBooks(given());
    expect(toldOf(outcome)).toEqual(["matched P1 KEY_EXACT"]);
    expect(outcome.prior[0]).toMatchObject({ carriedIn: false, explained: [] });
    expect(outcome.matched.map(({ line: { syssn } }) => syssn)).toEqual(["P2"]);
    expect(outcome.totals.get("HKD")).toMatchObject({ lines: 1 });
    expect(outcome.fileProofs).toHaveLength(2);
    expect(offOf(outcome)).toEqual([]);
    expect(outcomeText(outcome)).not.toEqual(outcomeText(matchBooks(given({ prior: [], lateFiles: [], otherLines: [] }))));
  });
  it("settle nothing that a closed day settled", () => {
    const sealed = line(old, { file: file("old.csv"), tradeDate: CLOSED, lineNo: 7 });
    const outcome = matchBooks(given({ otherLines: [sealed], sealed: [{ line: sealed, settles: ["P1"] }] }));
    expect(toldOf(outcome)).toEqual(["broken P1 ALREADY_SETTLED"]);
  });
  it("do not undo what a closed day decided, though they come before it in the one order", () => {
    const sealed = line(own, { file: file("old.csv"), tradeDate: CLOSED, settleDate: addDays(DAY, 9), lineNo: 7 });
    const outcome = matchBooks(given({ prior: [], lateFiles: [], otherLines: [sealed], sealed: [{ line: sealed, settles: ["P2"] }] }));
    expect(outcome.broken.map(({ codes }) => codes.join())).toEqual(["ALREADY_SETTLED"]);
    expect(outcome.settledElsewhere).toEqual(["P2"]);
    expect(offOf(outcome)).toEqual([]);
  });
  it("may settle a transaction of the open day: it is settled elsewhere then", () => {
    const early = line(own, { file: late, tradeDate: CLOSED });
    const outcome = matchBooks(given({ lines: [], files: [], prior: [early], lateFiles: filesOf([early]) }));
    expect(toldOf(outcome)).toEqual(["matched P2 KEY_EXACT"]);
    expect([outcome.settledElsewhere, outcome.carried, offOf(outcome)]).toEqual([["P2"], [], []]);
  });
});

describe("what was still open when its day was closed", () => {
  const nothingLate = { prior: [], lateFiles: [] } as const;
  it("is carried on while its own grace lasts, and is missing afterwards", () => {
    expect(toldOf(matchBooks(given({ ...nothingLate, forward: ["P1"], asOf: day("2024-03-13") })))).toEqual(["carried P1"]);
    expect(toldOf(matchBooks(given({ ...nothingLate, forward: ["P1"], asOf: day("2024-03-14") })))).toEqual(["broken P1 MISSING_EXTERNAL"]);
  });
  it("is no matter any more once a row settles it, or once it should not settle at all", () => {
    const row = line(old, { tradeDate: DAY, lineNo: 3 });
    expect(toldOf(matchBooks(given({ ...nothingLate, forward: ["P1"], lines: [line(own), row] })))).toEqual([]);
    expect(toldOf(matchBooks(given({ ...nothingLate, forward: ["P1"], transactions: [{ ...old, cancel: "2" }, own] })))).toEqual([]);
  });
  it("is settled in the open day", () => {
    const open = given({ prior: [line("X9", { file: late, tradeDate: CLOSED })], lateFiles: [] });
    const [aBreak] = matchBooks(open).prior;
    if (aBreak?.kind !== "broken") throw new Error("not broken");
    const terms = writeOff(aBreak, 0);
    expect(toldOf(matchBooks({ ...open, rulings: terms ? [ruled(open, terms)] : [] }))).toEqual(["broken X9 MISSING_INTERNAL WRITE_OFF"]);
    expect(matchBooks(open).isExplained).toBe(false);
  });
  it("stays carried, as a double row does whose twin the closed day has settled", () => {
    const [first, twin] = [line(old, { tradeDate: CLOSED, lineNo: 2 }), line(old, { tradeDate: CLOSED, lineNo: 3 })];
    const then = settle(books({ settleDay: CLOSED, transactions: [old], lines: [first, twin] }), carryUntil(addDays(DAY, 9)));
    expect(matchBooks(then).broken).toMatchObject([{ codes: ["DUPLICATE_EXTERNAL"], ruling: { action: "CARRY" } }]);
    const now = { ...nothingLate, prior: [twin], otherLines: [first], sealed: [{ line: first, settles: ["P1"] }], rulings: then.rulings };
    expect(toldOf(matchBooks(given(now)))).toEqual(["broken P1 ALREADY_SETTLED CARRY"]);
  });
  it("ends without a person when a dispute that was carried is given back, in whichever day the reversal stands", () => {
    const taken = line(old, { lineType: "CHARGEBACK", gross: -30_000n, tradeDate: CLOSED, file: file("old.csv") });
    const then = settle(books({ settleDay: CLOSED, transactions: [old], lines: [taken] }), carryUntil(addDays(DAY, 90)));
    const back = line(old, { lineType: "CHARGEBACK_REVERSAL", gross: 30_000n, lineNo: 3 });
    const carried = { ...nothingLate, prior: [taken], rulings: then.rulings };
    expect(toldOf(matchBooks(given(carried)))).toEqual(["broken P1 CHARGEBACK_NEW CARRY"]);
    const both = [line(own), back];
    const now = matchBooks(given({ ...carried, lines: both, files: filesOf(both) }));
    expect([toldOf(now), now.broken, now.isExplained]).toEqual([["matched  SUBLEDGER"], [], true]);
    const later = matchBooks(given({ ...carried, otherLines: [back], sealed: [{ line: back, settles: [] }] }));
    expect([toldOf(later), later.isExplained]).toEqual([["matched  SUBLEDGER"], true]);
  });
  it("is booked by hand in the books of the open day, or where it was booked before", () => {
    const open = given({ prior: [line("X9", { file: late, tradeDate: CLOSED, sysdtm: "2024-03-08 09:00:00" })], lateFiles: [] });
    const [aBreak] = matchBooks(open).prior;
    const terms = aBreak?.kind === "broken" ? bookByHand(aBreak, 0) : null;
    if (terms?.action !== "CREATE_INTERNAL") throw new Error("not booked");
    const now = matchBooks({ ...open, rulings: [ruled(open, terms)] });
    expect([toldOf(now), now.dayProofs[0]?.internal, offOf(now)]).toEqual([["matched X9 KEY_EXACT"], 2_000n, []]);
    const before = matchBooks({ ...open, rulings: [ruled(open, { ...terms, bookedOn: CLOSED })] });
    expect([toldOf(before), before.dayProofs[0]?.internal, offOf(before)]).toEqual([["matched X9 KEY_EXACT"], 1_000n, []]);
  });
  it("enters and leaves the books by corrections", () => {
    const { bookedLater } = matchBooks(
      given({
        ...nothingLate,
        bookedLater: [
          { syssn: "P1", isTakenBack: false },
          { syssn: "P2", isTakenBack: true },
        ],
      }),
    );
    expect(bookedLater.map(({ transaction: { syssn }, minor }) => [syssn, minor])).toEqual([
      ["P1", 30_000n],
      ["P2", -1_000n],
    ]);
  });
});
