import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { settlementDay } from "../time/index.ts";
import { type BookedLine, type Books, isExpected, matchBooks, outcomeText } from "./index.ts";
import { cleanDay, faultyDay } from "./testing/arbitraries.ts";
import { books, DAY, day, file, filesOf, line } from "./testing/books.ts";
import { offOf } from "./testing/outcome.ts";

const placeOf = (each: BookedLine): string => `${each.file.id}#${each.lineNo}`;

/** Days with chaos in them: any line may change its type, number, day, merchant or amount. */
const wildDay: fc.Arbitrary<Books> = cleanDay.chain(({ transactions, lines }) => {
  const twist = fc.record(
    {
      lineType: fc.constantFrom<BookedLine["lineType"]>("PAYMENT", "REFUND", "CANCEL", "CHARGEBACK", "FEE", "PAYOUT"),
      syssn: fc.constantFrom(null, "P0", "P1", "R0.0", "X"),
      origssn: fc.constantFrom(null, "P0", "X"),
      mchid: fc.constantFrom("OURS", "ALSO-OURS", "THEIRS"),
      tradeDate: fc.constantFrom(DAY, day("2024-03-12")),
      gross: fc.bigInt(-2_000n, 2_000n),
      fee: fc.bigInt(-5n, 5n),
    },
    { requiredKeys: [] },
  );
  const states = fc.constantFrom({}, {}, { respcd: "1145" }, { cancel: "2" }, { mchid: "ALSO-OURS" });
  const size = lines.length;
  return fc
    .tuple(
      fc.array(twist, { minLength: size, maxLength: size }),
      fc.array(states, { minLength: transactions.length, maxLength: transactions.length }),
    )
    .map(([twists, changes]) => {
      const twisted = lines.map((row, n) =>
        line(row.syssn, { ...row, gross: row.grossMinor, fee: row.feeMinor, sysdtm: "2024-03-11 12:00:00", ...twists[n] }),
      );
      const today = twisted.filter(({ tradeDate }) => tradeDate === DAY);
      return books({
        transactions: transactions.map((ours, n) => ({ ...ours, ...changes[n] })),
        lines: today,
        otherLines: twisted.filter(({ tradeDate }) => tradeDate !== DAY),
        rules: { fee: { rate: "0.80%" } },
      });
    });
});

describe("whatever the books", () => {
  it("every line of the day has exactly one outcome", () => {
    fc.assert(
      fc.property(wildDay, (given) => {
        const { matched, broken, ignored } = matchBooks(given);
        const placed = [...matched, ...broken, ...ignored].flatMap(({ line }) => (line ? [placeOf(line)] : []));
        expect(placed.toSorted()).toEqual(given.lines.map(placeOf).toSorted());
      }),
    );
  });

  it("every transaction that should settle on the day is settled once, or settled elsewhere, or waits", () => {
    fc.assert(
      fc.property(wildDay, (given) => {
        const { matched, broken, carried, settledElsewhere } = matchBooks(given);
        const own = given.transactions
          .filter((ours) => isExpected(ours) && settlementDay(ours.sysdtm, given.rules.cutoff) === DAY)
          .map(({ syssn }) => syssn);
        const placed = [
          ...matched.flatMap(({ stage, transactions }) => (stage === "CANCEL_NET" ? [] : transactions)),
          ...broken.flatMap(({ tied }) => tied),
          ...carried.map(({ transaction }) => transaction),
        ].map(({ syssn }) => syssn);
        expect([...placed, ...settledElsewhere].toSorted()).toEqual(own.toSorted());
      }),
    );
  });

  it("the proofs are zero in every currency", () => {
    fc.assert(
      fc.property(wildDay, (given) => {
        expect(offOf(matchBooks(given))).toEqual([]);
      }),
    );
  });

  it("neither the order of rows nor of transactions, nor names or line numbers, move the result", () => {
    const shuffled = wildDay.chain((given) =>
      fc.record({
        given: fc.constant(given),
        transactions: fc.shuffledSubarray([...given.transactions], { minLength: given.transactions.length }),
        lines: fc.shuffledSubarray([...given.lines], { minLength: given.lines.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ given, transactions, lines }) => {
        const renumbered = lines.map((each, at) => ({
          ...each,
          lineNo: at + 2,
          file: { ...each.file, id: `new ${each.file.id}`, name: "renamed.csv" },
        }));
        const again = { ...given, transactions, lines: renumbered, files: filesOf(renumbered) };
        expect(outcomeText(matchBooks(again))).toEqual(outcomeText(matchBooks(given)));
      }),
    );
  });
});

describe("a perfect statement", () => {
  it("matches every transaction by its number", () => {
    fc.assert(
      fc.property(cleanDay, ({ transactions, lines }) => {
        const outcome = matchBooks(books({ transactions, lines }));
        expect(outcome.isExplained).toBe(true);
        expect(outcome.matched.map((each) => each.transactions[0]?.syssn).toSorted()).toEqual(
          transactions.map(({ syssn }) => syssn).toSorted(),
        );
      }),
    );
  });

  it("with k faults makes exactly those k breaks, with their codes and amounts, and proofs of zero", () => {
    fc.assert(
      fc.property(faultyDay, ({ transactions, lines, breaks, carried }) => {
        const files = lines.length > 0 ? filesOf(lines) : [{ ...file("empty.csv"), totals: new Map(), onOtherDays: new Map() }];
        const outcome = matchBooks(books({ transactions, lines, files }));
        expect(outcome.broken.map(({ codes, syssn, difference }) => `${codes.join()} ${syssn} ${difference.minor}`).toSorted()).toEqual(
          breaks,
        );
        expect(outcome.carried.map(({ transaction }) => transaction.syssn).toSorted()).toEqual(carried);
        expect(offOf(outcome)).toEqual([]);
      }),
    );
  });
});
