import { addDays, instantFromWire, wireTimeSchema } from "../../time/index.ts";
import type { BookedLine, BookedTransaction } from "../index.ts";
import { DAY, file } from "./books.ts";
import { type Pair, reprint } from "./perfect-day.ts";

/** What stands in both books after something went wrong with one payment, and what must come of it. */
export type Planted = {
  readonly ours: readonly BookedTransaction[];
  readonly rows: readonly BookedLine[];
  /** Rows of other days. */
  readonly otherLines?: readonly BookedLine[];
  /** The breaks, as `codes number difference currency`. */
  readonly breaks: readonly string[];
  /** Ours that nothing settles: carried, and missing once their grace is over. */
  readonly unseen: readonly BookedTransaction[];
};

/** @param off how large the fault is, in minor units: −500 to 500, at least two cents either way */
export type Fault = (pair: Pair, off: bigint) => Planted;

const YESTERDAY = file("yesterday.csv");
const instant = (text: string): Date => instantFromWire(wireTimeSchema.parse(text));
const told = (codes: string, syssn: string | null, minor: bigint, currency: string): string =>
  `${codes} ${syssn ?? "-"} ${minor} ${currency}`;
const size = (off: bigint): bigint => (off < 0n ? -off : off);

/** A row that the provider adds to the payment's own. */
function added({ ours, row }: Pair, extra: BookedLine, codes: string): Planted {
  return { ours: [ours], rows: [row, extra], breaks: [told(codes, extra.syssn, extra.grossMinor, extra.currency)], unseen: [] };
}

/** The payment's row, said otherwise. */
function misprinted({ ours }: Pair, row: BookedLine, code: string, minor: bigint, currency = row.currency): Planted {
  return { ours: [ours], rows: [row], breaks: [told(code, ours.syssn, minor, currency)], unseen: [] };
}

function converted(pair: Pair, off: bigint): BookedLine {
  const right = (pair.row.netMinor * 92n + 50n) / 100n;
  return reprint(pair.row, { settleCurrency: "CNY", exchangeRate: "0.92", settle: right + off });
}

/** Another payment beside the pair's own, with a row of its own. */
function besides({ ours, row }: Pair, over: Partial<BookedTransaction>, gross = row.grossMinor): Pair {
  const syssn = `${ours.syssn}b`;
  const twin = {
    ...ours,
    syssn,
    outTradeNo: `ORDER-${syssn}`,
    chnlsn: `WALLET-${syssn}`,
    amount: { ...ours.amount, minor: gross },
    ...over,
  };
  const fee = (gross * 8n + 500n) / 1_000n;
  return { ours: twin, row: reprint(row, { syssn, outTradeNo: twin.outTradeNo, chnlsn: twin.chnlsn, gross, fee }) };
}

/** What can go wrong with one payment that nobody has given back, and what each must come to. */
export const FAULT_KINDS = {
  "line lost": ({ ours }) => ({ ours: [ours], rows: [], breaks: [], unseen: [ours] }),
  "line twice": (pair) => added(pair, pair.row, "DUPLICATE_EXTERNAL"),
  "amount off": (pair, off) => {
    const gross = pair.row.grossMinor + off;
    return misprinted(pair, reprint(pair.row, { gross }), "AMOUNT_MISMATCH", off);
  },
  "ours unknown": ({ row }) => ({
    ours: [],
    rows: [row],
    breaks: [told("MISSING_INTERNAL", row.syssn, row.grossMinor, row.currency)],
    unseen: [],
  }),
  "ours open": (pair) => ({
    ...misprinted(pair, pair.row, "STATUS_MISMATCH", pair.row.grossMinor),
    ours: [{ ...pair.ours, respcd: "1145" }],
  }),
  "ours cancelled": (pair) => ({
    ...misprinted(pair, pair.row, "STATUS_MISMATCH", pair.row.grossMinor),
    ours: [{ ...pair.ours, cancel: "2" }],
  }),
  "other currency": (pair) => ({
    ...misprinted(pair, reprint(pair.row, { currency: "CNY" }), "CURRENCY_MISMATCH", pair.row.grossMinor, "CNY"),
    unseen: [pair.ours],
  }),
  "net off": (pair, off) => misprinted(pair, reprint(pair.row, { net: pair.row.netMinor + off }), "NET_ARITHMETIC", off),
  "fee off": (pair, off) => misprinted(pair, reprint(pair.row, { fee: pair.row.feeMinor + off }), "FEE_MISMATCH", off),
  "rate off": (pair, off) => misprinted(pair, converted(pair, off), "FX_MISMATCH", off, "CNY"),
  "other merchant of ours": (pair) => misprinted(pair, reprint(pair.row, { mchid: "ALSO-OURS" }), "ACCOUNT_MISMATCH", 0n),
  "somebody else's merchant": ({ ours, row }) => ({ ours: [ours], rows: [reprint(row, { mchid: "THEIRS" })], breaks: [], unseen: [ours] }),
  "wrong kind": (pair) => {
    const { grossMinor, feeMinor } = pair.row;
    const row = reprint(pair.row, { lineType: "REFUND", gross: -grossMinor, fee: -feeMinor });
    return misprinted(pair, row, "TYPE_MISMATCH", -2n * grossMinor);
  },
  "settled before": (pair) => {
    const before = reprint(pair.row, { file: YESTERDAY, tradeDate: addDays(DAY, -1), settleDate: DAY });
    return { ...misprinted(pair, pair.row, "ALREADY_SETTLED", pair.row.grossMinor), otherLines: [before] };
  },
  "fee that nobody knows": (pair, off) =>
    added(pair, reprint(pair.row, { lineType: "ADJUSTMENT", syssn: null, origssn: null, gross: off, fee: 0n }), "UNEXPLAINED_ADJUSTMENT"),
  chargeback: (pair) => added(pair, reprint(pair.row, { lineType: "CHARGEBACK", gross: -pair.row.grossMinor, fee: 0n }), "CHARGEBACK_NEW"),
  "refund of nothing": (pair, off) => added(pair, refund(pair, "NOBODY", size(off)), "ORPHAN_REFUND"),
  "refund elsewhere": (pair, off) => added(pair, refund(pair, pair.ours.syssn, size(off)), "MISSING_INTERNAL"),
  "refund too large": (pair, off) => {
    const extra = refund(pair, pair.ours.syssn, pair.row.grossMinor + size(off));
    return added(pair, extra, "MISSING_INTERNAL+OVER_REFUND");
  },
  "numbers swapped": (pair, off) => {
    const other = besides(pair, {}, pair.row.grossMinor + off);
    const [under, over] = [reprint(pair.row, { syssn: other.ours.syssn }), reprint(other.row, { syssn: pair.ours.syssn })];
    const { currency } = pair.row;
    return {
      ours: [pair.ours, other.ours],
      rows: [under, over],
      breaks: [told("AMOUNT_MISMATCH", pair.ours.syssn, off, currency), told("AMOUNT_MISMATCH", other.ours.syssn, -off, currency)],
      unseen: [],
    };
  },
  "whose is it": (pair) => {
    const other = besides(pair, { outTradeNo: pair.ours.outTradeNo });
    const row = reprint(pair.row, { syssn: null, chnlsn: null });
    const breaks = [told("AMBIGUOUS", null, row.grossMinor, row.currency)];
    return { ours: [pair.ours, other.ours], rows: [row], breaks, unseen: [pair.ours, other.ours] };
  },
  // What looks like a fault and is none.
  "fee rounded otherwise": ({ ours, row }) => harmless(ours, reprint(row, { fee: row.feeMinor + 1n })),
  "rate rounded otherwise": (pair) => harmless(pair.ours, converted(pair, -1n)),
  "number left out": ({ ours, row }) => harmless(ours, reprint(row, { syssn: null })),
  "a twin of the same second": (pair) => {
    const twin = besides(pair, {});
    return { ours: [pair.ours, twin.ours], rows: [twin.row, pair.row], breaks: [], unseen: [] };
  },
  "made before midnight": ({ ours, row }) => harmless({ ...ours, sysdtm: instant("2024-03-10 23:59:59") }, row),
  "settled days later": ({ ours, row }) => harmless({ ...ours, sysdtm: instant("2024-03-08 12:00:00") }, row),
} as const satisfies Readonly<Record<string, Fault>>;
export type FaultKind = keyof typeof FAULT_KINDS;

function harmless(ours: BookedTransaction, row: BookedLine): Planted {
  return { ours: [ours], rows: [row], breaks: [], unseen: [] };
}

function refund({ row, ours }: Pair, origssn: string, amount: bigint): BookedLine {
  const numbers = { syssn: `${ours.syssn}x`, outTradeNo: `BACK-${ours.syssn}`, chnlsn: `BACK-WALLET-${ours.syssn}` };
  return reprint(row, { ...numbers, origssn, lineType: "REFUND", gross: -amount, fee: 0n });
}
