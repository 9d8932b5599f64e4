import { z } from "zod";
import { currencySchema } from "../money/index.ts";
import { cutoffSchema, MIDNIGHT, settlementDaySchema } from "../time/index.ts";
import { type Decimal, decimalText, parseDecimal, parseRate, rateText } from "./decimal.ts";

const WEEKDAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** The weekday's name by JavaScript's number, Sunday first. */
export function weekdayNamed(index: number): Weekday {
  return WEEKDAYS[index] ?? "SUN";
}

/** Plain decimal text outside, exact inside. */
const decimalSchema = z.codec(z.string(), z.custom<Decimal>(), {
  decode: (text, context) => orIssue(parseDecimal(text), text, context, "not a decimal"),
  encode: decimalText,
});
/** `0.80%` or `0.0080` outside; a share of one inside. */
const rateSchema = z.codec(z.string(), z.custom<Decimal>(), {
  decode(text, context) {
    const rate = parseRate(text);
    return orIssue(rate !== null && rate.units >= 0n ? rate : null, text, context, "not a rate such as 0.80%");
  },
  encode: rateText,
});

function orIssue<T>(value: T | null, input: string, { issues }: z.core.ParsePayload, message: string): T {
  if (value !== null) return value;
  issues.push({ code: "custom", input, message });
  return z.NEVER;
}

/** On which days banks pay. A year of holidays is data, given per account. */
export const businessCalendarSchema = z.object({
  weekend: z
    .array(z.enum(WEEKDAYS))
    .refine((days) => new Set(days).size < WEEKDAYS.length, "a week needs a business day")
    .default(["SAT", "SUN"]),
  holidays: z.array(settlementDaySchema).default([]),
});
export type BusinessCalendar = z.infer<typeof businessCalendarSchema>;

/** What QFPay may charge. Fees are individual and no interface tells them, so without a contract fees are shown but not judged. */
export const feeContractSchema = z.object({
  rate: rateSchema,
  rounding: z.enum(["HALF_UP", "HALF_EVEN", "DOWN"]).default("HALF_UP"),
  /** PER_BATCH_TOTAL: on the net total of a batch, so single lines cannot be judged. */
  basis: z.enum(["PER_LINE", "PER_BATCH_TOTAL"]).default("PER_LINE"),
  /** What a refund brings back: the difference to the fee on what is kept, its own share, or nothing. */
  refundFee: z.enum(["CUMULATIVE", "PER_LINE", "NONE"]).default("CUMULATIVE"),
  /** Least fee of a payment, major units of its currency. */
  minFee: decimalSchema.default({ units: 0n, scale: 0 }),
  /** What every payment costs beside its rate, major units; added before the one rounding. Contracts on batch totals have none. */
  fixedFee: decimalSchema.default({ units: 0n, scale: 0 }),
  /** Most that a payment may cost, major units; null: no limit. */
  maxFee: decimalSchema.nullable().default(null),
});
export type FeeContract = z.infer<typeof feeContractSchema>;

/** A contract for some of the rows: what is left out fits all. The days are settlement days, both ends included. */
export const feeTermsSchema = feeContractSchema.extend({
  mchid: z.string().min(1).nullable().default(null),
  payType: z.string().min(1).nullable().default(null),
  currency: currencySchema.nullable().default(null),
  validFrom: settlementDaySchema.nullable().default(null),
  validUntil: settlementDaySchema.nullable().default(null),
});
export type FeeTerms = z.infer<typeof feeTermsSchema>;

/** Whole minor units (or minutes), never percentages. A gross amount has no tolerance at all. */
export const toleranceSchema = z.object({
  grossMinor: z.literal(0).default(0),
  feeLineMinor: z.int().min(0).max(1_000).default(1),
  feeFileCapMinor: z.int().min(0).max(1_000_000).default(100),
  fxMinor: z.int().min(0).max(1_000).default(1),
  cutoffWindowMinutes: z.int().min(0).max(720).default(120),
});
export type Tolerance = z.infer<typeof toleranceSchema>;

/** How one merchant account settles. The empty object is a usable set: midnight at UTC+8, T+1, weekends off, no fee contract. */
export const settlementRulesSchema = z.object({
  /** Our numbers at QFPay. Empty: every line is ours. */
  mchids: z.array(z.string().min(1)).default([]),
  cutoff: cutoffSchema.default(MIDNIGHT),
  settleLagBusinessDays: z.int().min(0).max(30).default(1),
  graceBusinessDays: z.int().min(0).max(60).default(2),
  calendar: businessCalendarSchema.prefault({}),
  fee: feeContractSchema.nullable().default(null),
  /** Contracts for some merchant numbers, pay types, currencies or days: the first that fits a row holds for it, `fee` for all others. */
  fees: z.array(feeTermsSchema).default([]),
  tolerance: toleranceSchema.prefault({}),
  /** By profile of a statement: which time of a transaction decides its day there. A profile left out is judged as it is known. */
  dayBasis: z.record(z.string(), z.enum(["sysdtm", "paydtm"])).default({}),
  /** Recurring fees agreed with QFPay: a FEE or ADJUSTMENT line with this remark and amount (major units) needs no work. */
  expectedFees: z.array(z.object({ remark: z.string(), amount: decimalSchema })).default([]),
  /** What the bank keeps of a payout (major units), and by which names QFPay sends money. */
  payout: z
    .object({
      /** Batches below it roll over to the next payout, major units. For explanations only: sums decide. */
      minimum: decimalSchema.default({ units: 0n, scale: 0 }),
      bankCharges: z.array(decimalSchema).default([]),
      remitterAliases: z.array(z.string().min(3)).default([]),
    })
    .prefault({}),
  /** The account keeps a reserve sub-ledger, so holds and releases are expected. */
  acceptReserveLines: z.boolean().default(false),
  /** Codes and names of the merchant's own ledger, by our word for the account; an account left out goes by our word. */
  ledgerAccounts: z.record(z.string(), z.object({ code: z.string().min(1), name: z.string().min(1) })).default({}),
  /** For how many calendar days a reserve is held after the day it would have been paid on; null where no contract says so. */
  reserveDays: z.int().min(0).max(3_650).nullable().default(null),
  /** Above it a write-off is for an owner to approve, major units of the break's currency; null: any second person may. */
  writeOffLimit: decimalSchema.nullable().default(null),
  /** Above it a late row suggests that its closed day is re-opened, major units; null: never. */
  reopenLimit: decimalSchema.nullable().default(null),
});
export type SettlementRules = z.infer<typeof settlementRulesSchema>;

/**
 * What stands beside the settlement rules and is for the people at the desk alone: no day is matched by it. It is read by itself, so that
 * changing it makes no other rule version of a run.
 */
export const deskRulesSchema = z.object({
  /** Who looks after breaks that were given to nobody, by name; null: whoever ran the day. */
  breakOwner: z.string().trim().min(1).max(100).nullable().default(null),
});
export type DeskRules = z.infer<typeof deskRulesSchema>;
