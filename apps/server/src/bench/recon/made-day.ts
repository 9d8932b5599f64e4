import { faultOf } from "./faults.ts";

/** The day that is reconciled, and the moment it is looked at: later than any grace, so that what is missing is missing. */
export const DAY = "2026-03-10";
export const DAY_BEFORE = "2026-03-09";
export const AS_OF = "2026-03-20";
export const MCHIDS = ["SHOP1", "SHOP2"] as const;
/** Under which every fee of the day is 0.80 %. */
export const RULES = { mchids: [...MCHIDS], fee: { rate: "0.80%" } };

/** One movement of money as our books have it. Minor units of its currency; `second` counts from the start of its day. */
export type MadeTransaction = {
  readonly nth: number;
  readonly syssn: string;
  readonly origssn: string | null;
  readonly outTradeNo: string;
  readonly chnlsn: string;
  readonly kind: "payment" | "refund";
  readonly amount: number;
  readonly respcd: string;
  readonly day: string;
  readonly second: number;
};

const DAY_SECONDS = 86_400;
/** One in so many is a refund of the payment before it. */
const REFUND_EVERY = 40;
/** One in so many was made shortly before midnight and is in this day's file all the same. */
const DRIFTED_EVERY = 2_003;

/** Spreads whole numbers evenly and repeatably: the same day on every machine. */
function drawn(nth: number, below: number): number {
  return ((Math.imul(nth + 1, 2_654_435_761) >>> 0) * 31 + nth) % below;
}

/** Transaction `nth` of the day, with the fault that is planted there; null when our books do not know it. */
export function madeTransaction(nth: number): MadeTransaction {
  const fault = faultOf(nth);
  const isRefund = fault === null && nth % REFUND_EVERY === 7;
  const isDrifted = fault === null && !isRefund && nth % DRIFTED_EVERY === 11;
  const day = fault === "ALREADY_SETTLED" || isDrifted ? DAY_BEFORE : DAY;
  const amount = isRefund ? -Math.ceil(paidBy(nth - 1) / 2) : paidBy(nth);
  const isOtherKind = fault === "TYPE_MISMATCH";
  return {
    nth,
    syssn: syssnOf(nth),
    origssn: isRefund ? syssnOf(nth - 1) : null,
    outTradeNo: `P${nth.toString(36).toUpperCase().padStart(8, "0")}${drawn(nth, 89_999) + 10_000}`,
    chnlsn: `420000${DAY.replaceAll("-", "")}${String(drawn(nth, 999_983)).padStart(6, "0")}${String(nth).padStart(8, "0")}${1 + (nth % 9)}`,
    kind: isRefund || isOtherKind ? "refund" : "payment",
    amount: isOtherKind ? -amount : amount,
    respcd: fault === "STATUS_MISMATCH" ? "1143" : "0000",
    day,
    second: isDrifted ? DAY_SECONDS - 60 - (nth % 3_000) : drawn(nth, DAY_SECONDS),
  };
}

/** Whether our books have the transaction at all. */
export function isBooked(nth: number): boolean {
  return faultOf(nth) !== "MISSING_INTERNAL";
}

function syssnOf(nth: number): string {
  return `${DAY.replaceAll("-", "")}180500${String(nth * 7).padStart(9, "0")}${1 + (nth % 9)}`; // a number that ends in noughts looks damaged
}

/** HK$5.00 to HK$1,000.00, in cents. */
function paidBy(nth: number): number {
  return 500 + drawn(nth, 99_500);
}

/** Fee at 0.80 %, half up, in cents. */
export function feeOf(cents: number): number {
  return Math.floor((Math.abs(cents) * 8 + 500) / 1_000);
}

/** The `nth` of `count` transactions in an order that has nothing to do with time: a prime that divides no count asked for. */
export function shuffled(nth: number, count: number): number {
  return Number((BigInt(nth) * 7_368_787n) % BigInt(count));
}
