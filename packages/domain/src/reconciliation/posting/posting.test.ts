import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Currency, money } from "../../money/index.ts";
import { addDays } from "../../time/index.ts";
import { WRITE_OFF_ACCOUNTS } from "../breaks/index.ts";
import { type Books, type DayOutcome, isTrade, matchBooks } from "../index.ts";
import { journalOf, type LedgerAccount, movementOf } from "../journals/index.ts";
import { faultyDay } from "../testing/arbitraries.ts";
import { books, DAY, emptyFile, filesOf, line, transaction } from "../testing/books.ts";
import { bookByHand, carryUntil, ignore, type Settling, settle, writeOff } from "../testing/rulings.ts";
import {
  NOTHING_OPEN,
  type OpenItems,
  type OutcomeToPost,
  outstanding,
  type Posting,
  postingsOfBooks,
  postingsOfOutcome,
  postingsOfRow,
  postingsOfWriteOff,
  proveBalance,
  unbookedBy,
} from "./index.ts";

type Judged = DayOutcome["matched"][number] | DayOutcome["broken"][number];

function toPost(decision: Judged, account: LedgerAccount): OutcomeToPost {
  const { line: row } = decision;
  const accepted = decision.kind === "matched" ? decision.explained.find(({ code }) => code === "ACCEPTED_DIFFERENCE") : undefined;
  return {
    kind: decision.kind,
    posting: null,
    row: row && { ...row, place: `${row.file.name}#${row.lineNo}`, fileName: row.file.name },
    stage: decision.kind === "matched" ? decision.stage : null,
    codes: decision.kind === "broken" ? decision.codes : [],
    difference: decision.kind === "broken" ? decision.difference : null,
    unbookedMinor: unbookedBy(decision),
    acceptedMinor: accepted?.amount.minor ?? 0n,
    resolution: decision.ruling && { ...decision.ruling, account: decision.ruling.action === "WRITE_OFF" ? account : null },
    bookedById: decision.tied[0]?.byHand?.resolutionId ?? null,
    transaction: null,
  };
}

/** What the close of this outcome posts. */
function postingsOf(outcome: DayOutcome, account: LedgerAccount = "write_off"): Posting[] {
  const made = [...outcome.matched, ...outcome.broken].map((decision) => postingsOfOutcome(toPost(decision, account)));
  const byResolution = made.flatMap((each) => each.byResolution);
  const byHand = byResolution.filter(({ kind }) => kind === "payments" || kind === "refunds");
  return [...made.flatMap(({ own }) => own), ...byResolution, ...postingsOfBooks(DAY, outcome.dayProofs, byHand)];
}

/** What is open after it, counted from the outcome alone: no payout has been made. */
function openOf(outcome: DayOutcome): Map<Currency, OpenItems> {
  const open = new Map<Currency, OpenItems>();
  const add = (currency: Currency, more: Partial<OpenItems>): void => {
    const now = open.get(currency) ?? NOTHING_OPEN;
    open.set(currency, {
      openTransactions: now.openTransactions + (more.openTransactions ?? 0n),
      openBreaks: now.openBreaks + (more.openBreaks ?? 0n),
      unpaidBatches: now.unpaidBatches + (more.unpaidBatches ?? 0n),
      reservesHeld: now.reservesHeld + (more.reservesHeld ?? 0n),
    });
  };
  for (const { transaction: ours } of outcome.carried) add(ours.amount.currency, { openTransactions: ours.amount.minor });
  for (const { codes, ruling, about } of outcome.broken) {
    const isOpen = codes.includes("MISSING_EXTERNAL") && ruling?.action !== "WRITE_OFF";
    for (const ours of isOpen ? about : []) add(ours.amount.currency, { openTransactions: ours.amount.minor });
  }
  for (const decision of [...outcome.matched, ...outcome.broken]) {
    if (decision.line === null) continue;
    const isReserve = decision.line.lineType === "RESERVE_HOLD" || decision.line.lineType === "RESERVE_RELEASE";
    add(decision.line.settleCurrency, { unpaidBatches: decision.line.settleMinor });
    if (isReserve) add(decision.line.settleCurrency, { reservesHeld: -decision.line.settleMinor });
    if (decision.ruling?.action !== "WRITE_OFF") add(decision.line.currency, { openBreaks: -unbookedBy(decision) });
  }
  return open;
}

function offOf(outcome: DayOutcome): string[] {
  const proof = proveBalance([], postingsOf(outcome), openOf(outcome));
  return proof.filter(({ off }) => off !== 0n).map(({ currency, off }) => `${currency} ${off}`);
}

const nothing: Settling = () => null;
const WAYS: readonly (readonly [string, Settling])[] = [
  ["nothing", nothing],
  ["WRITE_OFF", writeOff],
  ["CARRY", carryUntil(addDays(DAY, 30))],
  ["IGNORE_LINE", ignore],
  ["CREATE_INTERNAL", bookByHand],
];

/** Rows that are no trades, and one in another currency, beside whatever the day holds. */
const extras = fc.array(
  fc.record({
    lineType: fc.constantFrom("FEE", "ADJUSTMENT", "RESERVE_HOLD", "RESERVE_RELEASE", "CHARGEBACK", "CHARGEBACK_REVERSAL"),
    gross: fc.bigInt(-900n, 900n),
    fee: fc.bigInt(0n, 9n),
  }),
  { maxLength: 4 },
);

const aDay: fc.Arbitrary<Books> = fc.tuple(faultyDay, extras, fc.boolean()).map(([faulty, more, isLong]) => {
  const others = more.map((each, at) => line(`X${at}`, { ...each, lineNo: 5_000 + at, remark: String(at) }));
  const foreign = line("X-foreign", {
    gross: 1_000n,
    fee: 8n,
    lineNo: 6_000,
    settleCurrency: "CNY",
    settleMinor: 913n,
    exchangeRate: "0.92",
  });
  const lines = [...faulty.lines, ...others, ...(isLong ? [foreign] : [])];
  const files = lines.length > 0 ? filesOf(lines) : [emptyFile()];
  return books({
    transactions: faulty.transactions,
    lines,
    files,
    rules: { acceptReserveLines: isLong },
    asOf: addDays(DAY, isLong ? 20 : 1),
  });
});

describe("the balance with QFPay", () => {
  it.each(WAYS)("is proven from both sides, in every currency, whatever went wrong and was settled by %s", (_name, settling) => {
    fc.assert(
      fc.property(aDay, (given) => {
        expect(offOf(matchBooks(settle(given, settling)))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("is off by a cent, in the one currency, when a cent of what was posted or of what is open is another", () => {
    const moves = (posting: Posting): boolean => movementOf(posting, "clearing") + movementOf(posting, "reserve") !== 0n;
    fc.assert(
      fc.property(aDay, fc.constantFrom(nothing, writeOff, bookByHand), fc.nat(), (given, settling, nth) => {
        const outcome = matchBooks(settle(given, settling));
        const [postings, open] = [postingsOf(outcome), openOf(outcome)];
        const moving = postings.filter(moves);
        const changed = moving[nth % Math.max(moving.length, 1)];
        if (changed === undefined) return;
        const forged = postings.map((each) => (each === changed ? { ...each, minor: each.minor + 1n } : each));
        const items = open.get(changed.currency) ?? NOTHING_OPEN;
        const taken = new Map([...open, [changed.currency, { ...items, openBreaks: items.openBreaks - 1n }] as const]);
        for (const proof of [proveBalance([], forged, open), proveBalance([], postings, taken)]) {
          const off = proof.filter((each) => each.off !== 0n);
          expect(off.map((each) => [each.currency, each.off === 1n || each.off === -1n])).toEqual([[changed.currency, true]]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("counts what does not add up in rows of a payment that was taken back", () => {
    const gone = transaction("P1", { cancel: "2" });
    const out = line(gone, { lineType: "CANCEL", gross: -1_000n, netMinor: -990n, settleMinor: -990n, lineNo: 3 });
    const given = books({ transactions: [gone], lines: [line(gone), out] });
    expect([given, settle(given, writeOff)].map((each) => offOf(matchBooks(each)))).toEqual([[], []]);
  });

  it("is off by what was lost", () => {
    const paid = transaction("P1", { amount: 10_000n });
    const outcome = matchBooks(books({ transactions: [paid], lines: [line(paid, { fee: 80n })] }));
    expect(offOf(outcome)).toEqual([]);
    expect(offOf({ ...outcome, matched: [] })).not.toEqual([]);
    expect(proveBalance([], postingsOf(outcome), openOf(outcome))).toMatchObject([
      { currency: "HKD", opening: 0n, payments: 10_000n, refunds: 0n, fees: -80n, closing: 9_920n, unpaidBatches: 9_920n },
    ]);
  });

  it("rolls on from what was posted before", () => {
    const before: Posting[] = [{ kind: "payments", currency: "HKD", minor: 500n, reference: "2024-03-10", account: null }];
    const payout: Posting[] = [{ kind: "payout", currency: "HKD", minor: 300n, reference: "P1", account: null }];
    expect(proveBalance(before, payout, new Map([["HKD", { ...NOTHING_OPEN, openTransactions: 200n }]]))).toMatchObject([
      { opening: 500n, payouts: -300n, closing: 200n, off: 0n },
    ]);
  });
});

describe("what a close posts", () => {
  it("makes balanced journals of every day, whichever account people chose, and none of its entries moves an account into itself", () => {
    fc.assert(
      fc.property(aDay, fc.constantFrom(...WRITE_OFF_ACCOUNTS), (given, account) => {
        const outcome = matchBooks(settle(given, writeOff));
        const postings = postingsOf(outcome, account);
        for (const [currency, events] of Map.groupBy(postings, (each) => each.currency)) {
          const { lines } = journalOf({ account: "A", settleDay: DAY, currency, version: 1 }, events);
          expect(lines.reduce((sum, { debitMinor, creditMinor }) => sum + debitMinor - creditMinor, 0n)).toBe(0n);
          const entries = lines.flatMap((line, at) => (at % 2 === 0 ? [[line.account, lines[at + 1]?.account]] : []));
          expect(entries.filter(([debited, credited]) => debited === credited)).toEqual([]);
        }
        const proof = proveBalance([], postings, openOf(outcome));
        expect(proof.filter(({ off }) => off !== 0n)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ["a loss in trade moves clearing", { codes: ["AMOUNT_MISMATCH"], differenceMinor: -100n, unbookedMinor: -100n }, ["write_off", 100n]],
    [
      "a transaction that never came, too",
      { codes: ["MISSING_EXTERNAL"], differenceMinor: -100n, hasRow: false, hasTradeRow: false },
      ["write_off", 100n],
    ],
    ["a fee beyond the contract moves from fees", { codes: ["FEE_MISMATCH"], differenceMinor: 20n }, ["write_off_fee", 20n]],
    [
      "a dispute moves from suspense",
      { codes: ["CHARGEBACK_NEW"], differenceMinor: -500n, hasTradeRow: false },
      ["write_off_suspense", 500n],
    ],
    ["a bad conversion moves from exchange", { codes: ["FX_MISMATCH"], differenceMinor: -3n }, ["write_off_fx", 3n]],
  ] as const)("%s", (_what, over, [kind, minor]) => {
    const settled = {
      resolutionId: "r",
      account: "bank_charges",
      currency: "HKD",
      unbookedMinor: 0n,
      hasTradeRow: true,
      hasRow: true,
    } as const;
    expect(postingsOfWriteOff({ ...settled, ...over })).toEqual([
      { kind, minor, reference: "r", account: "bank_charges", currency: "HKD" },
    ]);
  });

  it.each([
    ["a fee beyond the contract that is accepted as a fee", ["FEE_MISMATCH"], "fees", true],
    ["a conversion that is accepted as one", ["FX_MISMATCH"], "fx", true],
    ["a dispute that is left to be cleared up", ["CHARGEBACK_NEW"], "suspense", false],
  ] as const)("posts nothing for %s: it is booked there already", (_what, codes, account, hasTradeRow) => {
    const settled = { resolutionId: "r", account, codes, differenceMinor: 20n, currency: "HKD", unbookedMinor: 0n } as const;
    expect(postingsOfWriteOff({ ...settled, hasTradeRow, hasRow: true })).toEqual([]);
    expect(postingsOfWriteOff({ ...settled, hasTradeRow, hasRow: true, account: "bank_charges" })).toHaveLength(1);
  });

  it("books a registered fee as a fee and any other as a matter to clear up", () => {
    const row = { ...line("F1", { lineType: "FEE", gross: -3_000n }), place: "a.csv#2", fileName: "a.csv" };
    expect(isTrade(row)).toBe(false);
    expect(postingsOfRow({ ...row, isRegistered: true })).toMatchObject([{ kind: "fees", minor: 3_000n, reference: "a.csv" }]);
    expect(postingsOfRow({ ...row, isRegistered: false })).toMatchObject([{ kind: "adjustments", minor: 3_000n, reference: "a.csv#2" }]);
  });
});

describe("postings by reference", () => {
  const charge = (minor: bigint): Posting => ({ kind: "bank_charge", currency: "HKD", minor, reference: "P1", account: null });

  it("are made once, and taken back when they are true no longer", () => {
    expect(outstanding([charge(15n)], [])).toEqual([charge(15n)]);
    expect(outstanding([charge(15n)], [charge(15n)])).toEqual([]);
    expect(outstanding([], [charge(15n)])).toEqual([charge(-15n)]);
    expect(outstanding([charge(20n)], [charge(15n)])).toEqual([charge(5n)]);
  });
  it("move two accounts by the same amount, the chosen one instead of the usual", () => {
    const event = { kind: "write_off", minor: 7n, reference: "r", account: "fees" } as const;
    expect([movementOf(event, "fees"), movementOf(event, "clearing"), movementOf(event, "write_off")]).toEqual([7n, -7n, 0n]);
    expect(money(movementOf({ ...event, account: null }, "write_off"), "HKD").minor).toBe(7n);
  });
});
