import fc from "fast-check";
import type { Currency } from "../../money/index.ts";
import { instantFromWire, wireFromInstant, wireTimeSchema } from "../../time/index.ts";
import type { BookedLine, BookedTransaction } from "../index.ts";
import { file, line, transaction } from "./books.ts";

/** A transaction and the row that a faultless provider prints for it. */
export type Pair = { readonly ours: BookedTransaction; readonly row: BookedLine };
/** A payment with its refunds. */
export type Family = { readonly payment: Pair; readonly refunds: readonly Pair[] };

const FILES = [file("a.csv"), file("b.csv"), file("c.csv")] as const;
const NOON = instantFromWire(wireTimeSchema.parse("2024-03-11 12:00:00")).getTime();
const HALF_DAY_MS = 12 * 60 * 60 * 1_000;
/** What the books of these laws know of the provider. */
export const PERFECT_RULES = { fee: { rate: "0.80%" } };

/** 0.80 % of an amount in minor units that is not negative, rounded once, half up. */
function feeOf(minor: bigint): bigint {
  return (minor * 8n + 500n) / 1_000n;
}

const paymentArb = fc.record({
  amount: fc.bigInt(1_000n, 500_000n),
  currency: fc.constantFrom<Currency>("HKD", "USD"),
  offsetMs: fc.integer({ min: -HALF_DAY_MS, max: HALF_DAY_MS - 1_000 }),
  /** Shares of the payment given back, in hundredths. */
  refunds: fc.oneof(
    { weight: 3, arbitrary: fc.constant<number[]>([]) },
    { weight: 1, arbitrary: fc.array(fc.integer({ min: 1, max: 45 }), { minLength: 1, maxLength: 2 }) },
  ),
  at: fc.integer({ min: 0, max: FILES.length - 1 }),
});

/** Payments of one day with their refunds, in two currencies, with fees by contract, printed over up to three files. */
export const perfectDay: fc.Arbitrary<Family[]> = fc.array(paymentArb, { minLength: 1, maxLength: 14 }).map((payments) =>
  payments.map(({ amount, currency, offsetMs, refunds, at }, n): Family => {
    const sysdtm = wireFromInstant(new Date(NOON + offsetMs));
    const parts = refunds.map((share) => (amount * BigInt(share)) / 100n);
    const place = { file: FILES[at] ?? FILES[0], batchNo: `B${at}` };
    const paid = transaction(`P${n}`, { amount, currency, sysdtm, cancel: parts.length > 0 ? "5" : "0" });
    let left = amount;
    return {
      payment: { ours: paid, row: line(paid, { ...place, fee: feeOf(amount) }) },
      refunds: parts.map((part, m) => {
        const ours = transaction(`R${n}.${m}`, { amount: -part, currency, sysdtm, origssn: `P${n}` });
        const before = left;
        left -= part;
        return { ours, row: line(ours, { ...place, fee: feeOf(left) - feeOf(before) }) };
      }),
    };
  }),
);

type Reprinted = Partial<Omit<BookedLine, "sysdtm" | "digest" | "grossMinor" | "feeMinor" | "netMinor" | "settleMinor">> & {
  gross?: bigint;
  fee?: bigint;
  net?: bigint;
  settle?: bigint;
};

/** The same row, said otherwise: what is not told follows from the rest, as it would on paper. */
export function reprint(row: BookedLine, told: Reprinted): BookedLine {
  const { gross = row.grossMinor, fee = row.feeMinor, net = gross - fee, settle = net, ...rest } = told;
  const amounts = { gross, grossMinor: gross, fee, feeMinor: fee, netMinor: net, settleMinor: settle };
  return line(row.syssn, {
    ...row,
    ...rest,
    ...(rest.currency && { settleCurrency: rest.currency }),
    ...amounts,
    sysdtm: row.sysdtm ? wireFromInstant(row.sysdtm) : "2024-03-11 12:00:00",
  });
}
