import fc from "fast-check";
import type { Currency } from "../../money/index.ts";
import { instantFromWire, wireFromInstant, wireTimeSchema } from "../../time/index.ts";
import type { BookedLine, BookedTransaction } from "../index.ts";
import { file, line, transaction } from "./books.ts";

/** A day as it should be: transactions with the rows a faultless provider prints for them. */
export type CleanDay = { transactions: BookedTransaction[]; lines: BookedLine[] };

const FILES = [file("a.csv"), file("b.csv")] as const;
const NOON = instantFromWire(wireTimeSchema.parse("2024-03-11 12:00:00")).getTime();
const HALF_DAY_MS = 12 * 60 * 60 * 1_000;

const paymentArb = fc.record({
  amount: fc.bigInt(1n, 500_000n),
  currency: fc.constantFrom<Currency>("HKD", "USD"),
  offsetMs: fc.integer({ min: -HALF_DAY_MS, max: HALF_DAY_MS - 1_000 }),
  /** Shares of the payment given back, in hundredths. */
  refunds: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 2 }),
  inSecondFile: fc.boolean(),
});

/** Up to a dozen payments of one day with their refunds, some in HKD and some in USD, printed over two files in any order. */
export const cleanDay: fc.Arbitrary<CleanDay> = fc.array(paymentArb, { minLength: 1, maxLength: 12 }).chain((payments) => {
  const transactions = payments.flatMap(({ amount, currency, offsetMs, refunds }, n) => {
    const sysdtm = wireFromInstant(new Date(NOON + offsetMs));
    const parts = refunds.map((share) => (amount * BigInt(share)) / 100n).filter((part) => part > 0n);
    const payment = transaction(`P${n}`, { amount, currency, sysdtm, cancel: parts.length > 0 ? "5" : "0" });
    return [payment, ...parts.map((part, m) => transaction(`R${n}.${m}`, { amount: -part, currency, sysdtm, origssn: `P${n}` }))];
  });
  return fc.shuffledSubarray(transactions, { minLength: transactions.length }).map((order) => ({
    transactions,
    lines: order.map((ours, at) => {
      const isSecond = payments[Number(/\d+/.exec(ours.syssn)?.[0])]?.inSecondFile ?? false;
      return line(ours, { lineNo: at + 2, file: FILES[isSecond ? 1 : 0], batchNo: isSecond ? "B2" : "B1" });
    }),
  }));
});

/** What can go wrong with one transaction between two books, and the break it must make. */
export const FAULTS = {
  lineLost: (ours: BookedTransaction) => ({ rows: () => [], ours: [ours], breaks: [], carried: [ours.syssn] }),
  lineTwice: (ours: BookedTransaction) => ({
    rows: (row: BookedLine) => [row, { ...row, lineNo: row.lineNo + 1_000 }],
    ours: [ours],
    breaks: [`DUPLICATE_EXTERNAL ${ours.syssn} ${ours.amount.minor}`],
    carried: [],
  }),
  centOff: (ours: BookedTransaction) => ({
    rows: (row: BookedLine) => [line(ours, { ...where(row), gross: row.grossMinor - 1n, lineType: row.lineType })],
    ours: [ours],
    breaks: [`AMOUNT_MISMATCH ${ours.syssn} -1`],
    carried: [],
  }),
  oursUnknown: (ours: BookedTransaction) => ({
    rows: (row: BookedLine) => [row],
    ours: [],
    breaks: [`MISSING_INTERNAL ${ours.syssn} ${ours.amount.minor}`],
    carried: [],
  }),
  oursOpen: (ours: BookedTransaction) => ({
    rows: (row: BookedLine) => [row],
    ours: [{ ...ours, respcd: "1145" }],
    breaks: [`STATUS_MISMATCH ${ours.syssn} ${ours.amount.minor}`],
    carried: [],
  }),
  otherCurrency: (ours: BookedTransaction) => ({
    rows: (row: BookedLine) => [line(ours, { ...where(row), currency: "CNY" })],
    ours: [ours],
    breaks: [`CURRENCY_MISMATCH ${ours.syssn} ${ours.amount.minor}`],
    carried: [ours.syssn],
  }),
  netWrong: (ours: BookedTransaction) => ({
    rows: (row: BookedLine) => [line(ours, { ...where(row), netMinor: row.netMinor + 7n })],
    ours: [ours],
    breaks: [`NET_ARITHMETIC ${ours.syssn} 7`],
    carried: [],
  }),
} as const;
export type FaultName = keyof typeof FAULTS;

function where({ file, lineNo, batchNo }: BookedLine): Pick<BookedLine, "file" | "lineNo" | "batchNo"> {
  return { file, lineNo, batchNo };
}

/** A clean day with a fault in some of its payments that nobody refunds, so that no fault has a second consequence. */
export const faultyDay = cleanDay.chain((clean) => {
  const names: FaultName[] = ["lineLost", "lineTwice", "centOff", "oursUnknown", "oursOpen", "otherCurrency", "netWrong"];
  const targets = clean.transactions.filter((ours) => ours.kind === "payment" && ours.cancel === "0" && ours.amount.minor > 1n);
  return fc.array(fc.option(fc.constantFrom(...names)), { minLength: targets.length, maxLength: targets.length }).map((wishes) => {
    const faults = new Map(targets.flatMap((ours, n) => (wishes[n] ? [[ours.syssn, FAULTS[wishes[n]](ours)] as const] : [])));
    return {
      transactions: clean.transactions.flatMap((ours) => faults.get(ours.syssn)?.ours ?? [ours]),
      lines: clean.lines.flatMap((row) => faults.get(row.syssn ?? "")?.rows(row) ?? [row]),
      breaks: [...faults.values()].flatMap((fault) => fault.breaks).toSorted(),
      carried: [...faults.values()].flatMap((fault) => fault.carried).toSorted(),
    };
  });
});
