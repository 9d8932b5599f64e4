import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { settlementDaySchema } from "../../time/index.ts";
import {
  type ChartOfAccounts,
  JOURNAL_EVENT_KINDS,
  JOURNAL_LAYOUTS,
  type JournalEvent,
  type JournalLayout,
  journalFiles,
  journalOf,
  journalTable,
  LEDGER_ACCOUNTS,
  type LedgerAccount,
  reversalOf,
  XERO_FILE_LINES,
} from "./index.ts";

const head = { account: "HKDEMO01", settleDay: settlementDaySchema.parse("2026-03-09"), currency: "HKD", version: 1 } as const;
const inLedger = (account: LedgerAccount) => ({ code: String(1000 + LEDGER_ACCOUNTS.indexOf(account)), name: `Assets:${account}` });
const chart: ChartOfAccounts = {
  clearing: inLedger("clearing"),
  bank: inLedger("bank"),
  sales: inLedger("sales"),
  refunds: inLedger("refunds"),
  fees: inLedger("fees"),
  bank_charges: inLedger("bank_charges"),
  reserve: inLedger("reserve"),
  suspense: inLedger("suspense"),
  write_off: inLedger("write_off"),
  fx: inLedger("fx"),
};
const anEvent: fc.Arbitrary<JournalEvent> = fc.record({
  kind: fc.constantFrom(...JOURNAL_EVENT_KINDS),
  minor: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
  reference: fc.constantFrom("B1", "P1"),
  account: fc.option(fc.constantFrom<LedgerAccount>("write_off", "suspense", "fees")),
});

/** A second opinion: reads a journal file back as its ledger would and adds it up. Answers what each account moved by, in cents. */
function readBack(
  layout: JournalLayout,
  { header, rows }: ReturnType<typeof journalTable>,
): { off: bigint; accounts: Map<string, bigint> } {
  const cents = (text: string): bigint => (text === "" ? 0n : BigInt(text.replace(".", "")));
  const accounts = new Map<string, bigint>();
  let off = 0n;
  for (const row of rows) {
    const cell = (name: string): string => row[header.indexOf(name)] ?? "";
    const moved = {
      generic: () => ({ account: cell("account_code"), by: cents(cell("debit")) - cents(cell("credit")) }),
      xero: () => ({ account: cell("AccountCode"), by: cents(cell("Amount")) }),
      quickbooks: () => ({ account: cell("AccountName"), by: cents(cell("Debits")) - cents(cell("Credits")) }),
    }[layout]();
    accounts.set(moved.account, (accounts.get(moved.account) ?? 0n) + moved.by);
    off += moved.by;
  }
  return { off, accounts };
}

describe.each(JOURNAL_LAYOUTS)("a journal as %s takes it", (layout) => {
  it("balances, whatever happened", () => {
    fc.assert(
      fc.property(fc.array(anEvent), (events) => {
        expect(readBack(layout, journalTable(layout, [journalOf(head, events)], chart)).off).toBe(0n);
      }),
    );
  });
  it("and its reversal leave every account as it was", () => {
    fc.assert(
      fc.property(fc.array(anEvent), (events) => {
        const journal = journalOf(head, events);
        const { accounts } = readBack(layout, journalTable(layout, [journal, reversalOf(journal)], chart));
        expect([...accounts.values()].every((moved) => moved === 0n)).toBe(true);
      }),
    );
  });
});

describe("a day's journal", () => {
  const journal = journalOf(head, [
    { kind: "payments", minor: 88_00n, reference: "B1", account: null },
    { kind: "refunds", minor: 8_00n, reference: "B1", account: null },
    { kind: "fees", minor: -6n, reference: "B1", account: null },
  ]);
  it("has a number that stays", () => {
    expect(journal.number).toBe("QF-HKDEMO01-2026-03-09-HKD-v1");
    expect(reversalOf(journal)).toMatchObject({ number: "QF-HKDEMO01-2026-03-09-HKD-v1-R", reverses: journal.number });
  });
  it("books payments as clearing against sales and a returned fee the other way round", () => {
    expect(journal.lines.map(({ account, debitMinor, creditMinor }) => [account, debitMinor, creditMinor])).toEqual([
      ["clearing", 88_00n, 0n],
      ["sales", 0n, 88_00n],
      ["refunds", 8_00n, 0n],
      ["clearing", 0n, 8_00n],
      ["clearing", 6n, 0n],
      ["fees", 0n, 6n],
    ]);
  });
  it.each([
    [
      "generic",
      [
        "QF-HKDEMO01-2026-03-09-HKD-v1",
        "2026-03-09",
        "1000",
        "Assets:clearing",
        "88.00",
        "0.00",
        "HKD",
        "QFPay payments",
        "B1",
        "2026-03-09",
      ],
    ],
    ["xero", ["QF-HKDEMO01-2026-03-09-HKD-v1", "09/03/2026", "QFPay payments", "1000", "Tax Exempt", "88.00", "", "", "", ""]],
    ["quickbooks", ["QF-HKDEMO01-2026-03-09-HKD-v1", "03/09/2026", "Assets:clearing", "88.00", "", "QFPay payments", ""]],
  ] as const)("is written as %s reads it", (layout, first) => {
    expect(journalTable(layout, [journal], chart).rows[0]).toEqual(first);
  });
});

describe("journals as files", () => {
  it("are cut for Xero so that each file is short enough and balances by itself, and lose nothing", () => {
    fc.assert(
      fc.property(fc.array(anEvent, { minLength: 100, maxLength: 400 }), (events) => {
        const journal = journalOf(head, events);
        const files = journalFiles("xero", [journal], chart);
        for (const file of files) expect([file.rows.length <= XERO_FILE_LINES, readBack("xero", file).off]).toEqual([true, 0n]);
        expect(files.flatMap(({ rows }) => rows)).toEqual(journalTable("xero", [journal], chart).rows);
      }),
      { numRuns: 20 },
    );
  });
  it("are one for ledgers without such a limit, and none without journals", () => {
    const journal = journalOf(head, [{ kind: "payments", minor: 1n, reference: "B1", account: null }]);
    expect(journalFiles("quickbooks", [journal], chart).map(({ name }) => name)).toEqual(["journals-quickbooks-2026-03-09.csv"]);
    expect(journalFiles("generic", [], chart)).toEqual([]);
  });
});
