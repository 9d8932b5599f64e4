import { useTestDatabase } from "@tillbook/db/testing";
import { REPORT_NAMES } from "@tillbook/domain/reconciliation/reports";
import { addDays } from "@tillbook/domain/time";
import { readSheet, spool } from "@tillbook/qfpay/statements";
import { beforeAll, describe, expect, it } from "vitest";
import { type BooksContext, importStatement } from "../../settlement/index.ts";
import { DAY, NEXT_DAY, row, sold, statement, takeIn, withRole } from "../../settlement/testing/books.ts";
import { assignBreaks, listBreaks, proposeResolutions } from "../index.ts";
import { close, onDay, run, twoPeople } from "../testing/people.ts";
import {
  auditTrail,
  carryForward,
  duplicateReport,
  feeClaims,
  feeReport,
  openBreaks,
  payoutTrail,
  reconciliationStatement,
  reportFile,
  reserveReport,
  settlementSummary,
} from "./index.ts";

const test = useTestDatabase();
const BOTH = { first: DAY, last: NEXT_DAY };
const upload = (ctx: BooksContext, name: string, bytes: Uint8Array) => importStatement(ctx, { name, bytes });

let anna: BooksContext;

/** Two days: the first with ten payments charged by another rounding, one given back, and one that waits; the second with one of each fault. */
beforeAll(async () => {
  const people = await twoPeople(test.db, {
    fee: { rate: "0.60%" },
    acceptReserveLines: true,
    reserveDays: 30,
    payout: { bankCharges: ["5.00"] },
  });
  anna = people.anna;
  const small = Array.from({ length: 10 }, (_, at) => `S${at}`);
  const next = { time: `${NEXT_DAY} 12:00:00` };
  await takeIn(
    anna,
    ...small.map((syssn) => sold(syssn, { amountMinor: 750n })),
    sold("P1", { cancel: "5" }),
    sold("R1", { amountMinor: -4_000n, origssn: "P1" }),
    sold("W1", { amountMinor: 2_000n }),
    sold("P2", next),
    sold("P3", next),
  );
  const first = [
    ...small.map((syssn) => row({ syssn, gross: "7.50", fee: "0.04", net: "7.46" })),
    row({ syssn: "P1", fee: "0.60", net: "99.40" }),
    row({ syssn: "R1", type: "REFUND", gross: "-40.00", fee: "-0.24", net: "-39.76" }),
    row({ syssn: "", type: "RESERVE_HOLD", gross: "-10.00", fee: "0.00", net: "-10.00" }),
    `#PAYOUT,PAY1,HKD,124.24,${NEXT_DAY}`,
  ];
  await upload(anna, "first.csv", statement(...first));
  await run(anna, DAY);
  await close(people, DAY);
  const second = [
    row({ syssn: "W1", gross: "20.00", fee: "0.12", net: "19.88", day: NEXT_DAY, batch: "B2" }),
    row({ syssn: "P2", fee: "1.60", net: "98.40", day: NEXT_DAY, batch: "B2" }),
    row({ syssn: "P3", gross: "99.99", fee: "0.60", net: "99.39", day: NEXT_DAY, batch: "B2" }),
    row({ syssn: "P3", gross: "99.99", fee: "0.60", net: "99.39", day: NEXT_DAY, batch: "B2", remark: "=again" }),
  ];
  await upload(anna, "second.csv", statement(...second));
  await upload(anna, "again.csv", statement(...second));
  const bank = ["value_date,description,reference,amount,currency,balance", `${NEXT_DAY},QFPAY,PAY1,119.24,HKD,119.24`];
  await upload(anna, "bank.csv", Buffer.from(`${bank.join("\n")}\n`));
  await run(anna, NEXT_DAY);
  const { items } = await listBreaks(anna, { isSettled: false, limit: 9 });
  const [one, other] = items;
  await assignBreaks(anna, { subjects: [one?.subject ?? ""], owner: "ben", nextActionOn: addDays(DAY, 4) });
  const claim = { action: "CLAIM", ticket: "QF-77" } as const;
  await proposeResolutions(anna, {
    settleDay: NEXT_DAY,
    runId: other?.runId ?? "",
    ordinals: [other?.ordinal ?? 0],
    wish: claim,
    reason: "asked them",
  });
});

describe("the daily settlement summary", () => {
  it("has gross, refunds, fees and net by day, currency and pay type", async () => {
    const { sections } = await settlementSummary(anna, BOTH);
    expect(sections[0].rows).toEqual([
      { settleDay: DAY, originalDay: null, currency: "HKD", payType: null, lines: 13, payments: "175.00", refunds: "-40.00", other: "-10.00", fees: "0.76", net: "124.24" },
      { settleDay: NEXT_DAY, originalDay: null, currency: "HKD", payType: null, lines: 4, payments: "319.98", refunds: "0.00", other: "0.00", fees: "2.92", net: "317.06" },
    ]); // biome-ignore format: a list reads better
    expect(sections[0].totals).toEqual([
      { currency: "HKD", lines: 17, payments: "494.98", refunds: "-40.00", other: "-10.00", fees: "3.68", net: "441.30" },
    ]);
  });
});

describe("the reconciliation statement", () => {
  it("leads from books to file to bank, and lists what differs and what waits", async () => {
    const [statementRows, breaks, carried] = (await reconciliationStatement(anna, BOTH)).sections;
    const amounts = (day: string) =>
      Object.fromEntries(statementRows.rows.filter(({ settleDay }) => settleDay === day).map(({ item, amount }) => [item, amount]));
    expect(amounts(DAY)).toEqual({
      BOOKS: "155.00", CARRIED_OUT: "-20.00", SETTLED_ELSEWHERE: "0.00", CARRIED_IN: "0.00", DIFFERENCES: "0.00", UNPROVEN: "0.00", FILE_TRADES: "135.00",
      OTHER_ROWS: "-10.00", FEES: "-0.76", ROW_GAPS: "0.00", FILE_NET: "124.24", PAID_OUT: "124.24", BANK_RECEIVED: "119.24", BANK_CHARGES: "5.00",
    }); // biome-ignore format: a list reads better
    expect(amounts(NEXT_DAY)).toMatchObject({
      BOOKS: "200.00",
      CARRIED_IN: "20.00",
      DIFFERENCES: "99.98",
      FILE_TRADES: "319.98",
      FILE_NET: "317.06",
    });
    expect(breaks.rows.map(({ codes, amount }) => [codes, amount])).toEqual([
      ["FEE_MISMATCH", "1.00"],
      ["AMOUNT_MISMATCH", "-0.01"],
      ["DUPLICATE_EXTERNAL", "99.99"],
    ]);
    expect(carried.rows).toMatchObject([{ settleDay: DAY, syssn: "W1", amount: "20.00" }]);
  });
});

describe("open breaks", () => {
  it("are summed by age and owner, and listed with the work on them", async () => {
    const [byAge, breaks] = (await openBreaks(anna)).sections;
    expect(byAge.rows).toEqual([
      { age: "0-1", owner: "A Shop", currency: "HKD", breaks: 2, amount: "99.98" },
      { age: "0-1", owner: "ben", currency: "HKD", breaks: 1, amount: "1.00" },
    ]);
    expect(byAge.totals).toEqual([{ currency: "HKD", breaks: 3, amount: "100.98" }]);
    expect(breaks.rows).toMatchObject([
      { codes: "FEE_MISMATCH", owner: "ben", nextActionOn: addDays(DAY, 4), assignment: "ASSIGNED", state: "OPEN" },
      {
        codes: "AMOUNT_MISMATCH",
        owner: "A Shop",
        nextActionOn: addDays(NEXT_DAY, 1),
        assignment: "BY_DEFAULT",
        state: "CLAIMED",
        ticket: "QF-77",
      },
      { codes: "DUPLICATE_EXTERNAL", line: "second.csv#5" },
    ]);
    expect(breaks.rows.map(({ due }) => due)).toEqual([null, null, null]);
  });

  it("say which of them are overdue", async () => {
    const [, breaks] = (await openBreaks(onDay(anna, addDays(NEXT_DAY, 2)))).sections;
    expect(breaks.rows.map(({ due }) => due)).toEqual([null, "OVERDUE", "OVERDUE"]);
  });
});

describe("the carry-forward roll", () => {
  it("opens with what the day before closed with, and names every transaction", async () => {
    const [roll, items] = (await carryForward(anna, BOTH)).sections;
    expect(roll.rows.map(({ settleDay, opening, opened, ended, closing }) => [settleDay, opening, opened, ended, closing])).toEqual([
      [DAY, "0.00", "20.00", "0.00", "20.00"],
      [NEXT_DAY, "20.00", "0.00", "20.00", "0.00"],
    ]);
    expect(roll.totals).toEqual([{ currency: "HKD", opening: "0.00", opened: "20.00", ended: "20.00", closing: "0.00" }]);
    expect(items.rows).toMatchObject([{ syssn: "W1", settleDay: DAY, endedOn: NEXT_DAY, ending: "SETTLED" }]);
  });
});

describe("fees", () => {
  it("are held against the contract batch by batch, and a drift is explained", async () => {
    const { rows, totals } = (await feeReport(anna, BOTH)).sections[0];
    expect(rows).toMatchObject([
      { batch: "B1", lines: 12, gross: "135.00", charged: "0.76", expected: "0.86", difference: "-0.10", effectiveRate: "0.5630%", explanation: "MATCHES_ROUNDING", term: "HALF_EVEN", fits: "12 of 12" },
      { batch: "B2", lines: 3, charged: "2.32", expected: "1.32", difference: "1.00", explanation: "UNEXPLAINED", fits: "2 of 3" },
    ]); // biome-ignore format: a list reads better
    expect(totals).toMatchObject([{ lines: 15, charged: "3.08", expected: "2.18", difference: "0.90" }]);
  });
  it("that differ make the list of claims", async () => {
    const { rows, totals } = (await feeClaims(anna, BOTH)).sections[0];
    expect(rows).toHaveLength(11);
    expect(rows.at(-1)).toMatchObject({
      line: "second.csv#3",
      syssn: "P2",
      charged: "1.60",
      expected: "0.60",
      difference: "1.00",
      isWithinTolerance: "no",
    });
    expect(rows[0]).toMatchObject({ difference: "-0.01", isWithinTolerance: "yes" });
    expect(totals).toMatchObject([{ difference: "0.90" }]);
  });
});

describe("payouts, reserves, duplicates and the audit trail", () => {
  it("follow batches to payouts and payouts to the bank", async () => {
    const [payouts, unpaid, bank] = (await payoutTrail(anna, BOTH)).sections;
    expect(payouts.rows).toMatchObject([
      { payout: "PAY1", amount: "124.24", batches: "B1", state: "MATCHED", bankLine: "bank.csv#2", received: "119.24", charges: "5.00" },
    ]);
    expect(payouts.totals).toMatchObject([{ amount: "124.24", received: "119.24", charges: "5.00" }]);
    expect(unpaid.rows).toMatchObject([{ batch: "B2", amount: "317.06" }]);
    expect(bank.rows).toMatchObject([{ bankLine: "bank.csv#2", state: "MATCHED" }]);
  });
  it("roll the reserve forward and say when it is due", async () => {
    const [roll, held] = (await reserveReport(anna, BOTH)).sections;
    expect(roll.rows).toEqual([{ currency: "HKD", opening: "0.00", held: "10.00", released: "0.00", closing: "10.00" }]);
    expect(held.rows).toEqual([{ currency: "HKD", settleDay: DAY, amount: "10.00", dueOn: addDays(NEXT_DAY, 30) }]);
  });
  it("name rows and files that came twice", async () => {
    const [rows, files] = (await duplicateReport(anna, { first: DAY, last: addDays(DAY, 400) })).sections;
    expect(rows.rows).toMatchObject([
      { codes: "DUPLICATE_EXTERNAL", line: "second.csv#5", twin: "second.csv#4", syssn: "P3", amount: "99.99" },
    ]);
    expect(files.rows).toMatchObject([{ state: "DUPLICATE", file: "again.csv", first: "second.csv" }]);
  });
  it("tell who did what", async () => {
    const actions = (await auditTrail(anna, { first: DAY, last: addDays(DAY, 400) })).sections[0].rows.map(({ action }) => action);
    expect(actions).toEqual(
      expect.arrayContaining(["day.reconciled", "day.closed", "statement.repeated", "break.assigned", "close.approved"]),
    );
  });
});

describe("a report as a file", () => {
  const wish = { ...BOTH, language: "codes", bom: false } as const;
  const cellsOf = (line: string): string[] => line.split(",");

  it.each(REPORT_NAMES)("%s has the same rows and sums in CSV, in a workbook and on screen", async (name) => {
    const csv = await reportFile(anna, name, { ...wish, format: "csv" });
    const pieces: string[] = [];
    for await (const piece of csv.bytes()) pieces.push(String(piece));
    const written = pieces.join("").split("\r\n").slice(0, -1);
    const book = await reportFile(anna, name, { ...wish, format: "xlsx" });
    const spooled = await spool(asBytes(book), 10_000_000);
    const read = await readSheet(spooled, 10_000);
    await spooled.discard();
    const header = cellsOf(written[0] ?? "");
    expect(read.map(({ cells }) => header.map((_, at) => cells[at] ?? ""))[0]).toEqual(header);
    expect(read).toHaveLength(written.length);
    if (written.some((line) => line.includes('"'))) return; // text with commas: compared by the count of rows alone
    const plain = (cell: string): string => (/^-?\d+\.\d+$/.test(cell) ? String(Number(cell)) : cell);
    expect(read.map(({ cells }) => header.map((_, at) => plain(cells[at] ?? "")))).toEqual(written.map((line) => cellsOf(line).map(plain)));
  });

  async function* asBytes(file: { bytes(): AsyncIterable<Uint8Array | string> | Iterable<string> }): AsyncGenerator<Uint8Array> {
    for await (const piece of file.bytes()) yield Buffer.from(piece);
  }

  it("names its headings in the reader's language, and its tables one by one", async () => {
    const file = await reportFile(anna, "open-breaks", { ...wish, format: "csv", language: "zh-Hant", section: "breaks", bom: true });
    const pieces: string[] = [];
    for await (const piece of file.bytes()) pieces.push(String(piece));
    expect([file.name, pieces[0]]).toEqual([
      `open-breaks-${NEXT_DAY}-breaks.csv`,
      expect.stringContaining("\uFEFF合計,結算日,原結算日,帳齡（日）"),
    ]);
    await expect(reportFile(anna, "fees", { ...wish, format: "csv", section: "nothing" })).rejects.toMatchObject({ code: "not_found" });
  });

  it("is for those who may read settlements", async () => {
    for (const name of REPORT_NAMES)
      await expect(reportFile(withRole(anna, "cashier"), name, { ...wish, format: "csv" })).rejects.toMatchObject({ code: "not_allowed" });
  });
});
