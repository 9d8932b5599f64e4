import type { RuleSet } from "@tillbook/domain/account-rules";
import { LEDGER_ACCOUNTS } from "@tillbook/domain/reconciliation/journals";

/** What can be chosen where a rule is a choice. */
export const CHOICES = {
  rounding: ["HALF_UP", "HALF_EVEN", "DOWN"],
  basis: ["PER_LINE", "PER_BATCH_TOTAL"],
  refundFee: ["CUMULATIVE", "PER_LINE", "NONE"],
} as const;
export const WEEKDAYS = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"] as const;

/** How a rule is typed and read: one text each, lists a line an item. Rates are in percent, amounts in major units unless the unit is `minor`. */
export type Shape = {
  readonly kind: "whole" | "amount" | "rate" | "cutoff" | "time" | "day" | "text" | "currency" | "yesNo" | "weekdays" | "choice" | "lines";
  /** May stay empty: no such rule. */
  readonly isOptional?: true;
  /** Of whole numbers the least and the most; of lines and texts the least and the most letters. */
  readonly range?: readonly [number, number];
  readonly unit?: "days" | "businessDays" | "minutes" | "minor";
  readonly of?: keyof typeof CHOICES;
  readonly items?: "text" | "amount" | "day";
  readonly hint?: Hint;
};
export type Hint = "days" | "amounts" | "names" | "mchids" | "noLimit" | "noReserve" | "owner" | "times" | "fixedFee" | "rollOver";

const TERMS = {
  rate: { kind: "rate" },
  rounding: { kind: "choice", of: "rounding" },
  basis: { kind: "choice", of: "basis" },
  refundFee: { kind: "choice", of: "refundFee" },
  minFee: { kind: "amount" },
  fixedFee: { kind: "amount", hint: "fixedFee" },
  maxFee: { kind: "amount", isOptional: true, hint: "noLimit" },
} as const satisfies Record<string, Shape>;
export type TermName = keyof typeof TERMS;
export const TERM_NAMES = ["rate", "rounding", "basis", "refundFee", "minFee", "fixedFee", "maxFee"] as const satisfies readonly TermName[];

/** Every rule that is one field of the form, by its path in the rules. */
export const RULE_FIELDS = {
  cutoff: { kind: "cutoff" },
  "tolerance.cutoffWindowMinutes": { kind: "whole", range: [0, 720], unit: "minutes" },
  settleLagBusinessDays: { kind: "whole", range: [0, 30], unit: "businessDays" },
  graceBusinessDays: { kind: "whole", range: [0, 60], unit: "businessDays" },
  "calendar.weekend": { kind: "weekdays" },
  "calendar.holidays": { kind: "lines", items: "day", hint: "days" },
  "fee.rate": TERMS.rate,
  "fee.rounding": TERMS.rounding,
  "fee.basis": TERMS.basis,
  "fee.refundFee": TERMS.refundFee,
  "fee.minFee": TERMS.minFee,
  "fee.fixedFee": TERMS.fixedFee,
  "fee.maxFee": TERMS.maxFee,
  "tolerance.feeLineMinor": { kind: "whole", range: [0, 1_000], unit: "minor" },
  "tolerance.feeFileCapMinor": { kind: "whole", range: [0, 1_000_000], unit: "minor" },
  "tolerance.fxMinor": { kind: "whole", range: [0, 1_000], unit: "minor" },
  mchids: { kind: "lines", items: "text", range: [1, 100], hint: "mchids" },
  acceptReserveLines: { kind: "yesNo" },
  reserveDays: { kind: "whole", range: [0, 3_650], unit: "days", isOptional: true, hint: "noReserve" },
  "payout.bankCharges": { kind: "lines", items: "amount", hint: "amounts" },
  "payout.remitterAliases": { kind: "lines", items: "text", range: [3, 200], hint: "names" },
  "payout.minimum": { kind: "amount", hint: "rollOver" },
  writeOffLimit: { kind: "amount", isOptional: true, hint: "noLimit" },
  reopenLimit: { kind: "amount", isOptional: true, hint: "noLimit" },
  breakOwner: { kind: "text", range: [1, 100], isOptional: true, hint: "owner" },
  maximumAgeDays: { kind: "whole", range: [1, 3_650], unit: "days" },
  "blackout.from": { kind: "time", hint: "times" },
  "blackout.until": { kind: "time" },
  "tries.from": { kind: "time", hint: "times" },
  "tries.until": { kind: "time" },
  giveUpAfterDays: { kind: "whole", range: [1, 60], unit: "days" },
} as const satisfies Record<string, Shape>;
export type RulePath = keyof typeof RULE_FIELDS;

/** What stands in a row of the rules that are lists of several things each. */
export const ROW_FIELDS = {
  fees: {
    mchid: { kind: "text", range: [1, 100], isOptional: true },
    payType: { kind: "text", range: [1, 100], isOptional: true },
    currency: { kind: "currency", isOptional: true },
    validFrom: { kind: "day", isOptional: true },
    validUntil: { kind: "day", isOptional: true },
    ...TERMS,
  },
  expectedFees: { remark: { kind: "text", range: [1, 500] }, amount: { kind: "amount" } },
} as const satisfies Record<string, Readonly<Record<string, Shape>>>;
export type RowList = keyof typeof ROW_FIELDS;

/** What a contract says of what it does not name. */
export const FREE_TERMS = { rounding: "HALF_UP", basis: "PER_LINE", refundFee: "CUMULATIVE", minFee: "0", fixedFee: "0" } as const;

/** An empty row, before anything is typed. */
export const NEW_ROWS: Readonly<Record<RowList, Readonly<Record<string, string>>>> = {
  fees: { mchid: "", payType: "", currency: "", validFrom: "", validUntil: "", rate: "", ...FREE_TERMS, maxFee: "" },
  expectedFees: { remark: "", amount: "" },
};

/** The parts of the form, each with its rules and those that it shows while it is folded. */
export const SECTIONS = {
  settlement: [
    {
      name: "days",
      paths: [
        "cutoff",
        "tolerance.cutoffWindowMinutes",
        "settleLagBusinessDays",
        "graceBusinessDays",
        "calendar.weekend",
        "calendar.holidays",
      ],
      shown: ["cutoff", "settleLagBusinessDays", "graceBusinessDays"],
    },
    { name: "fees", paths: TERM_NAMES.map((name) => `fee.${name}` as const), shown: ["fee.rate", "fees"] },
    {
      name: "tolerances",
      paths: ["tolerance.feeLineMinor", "tolerance.feeFileCapMinor", "tolerance.fxMinor"],
      shown: ["tolerance.feeLineMinor", "tolerance.feeFileCapMinor", "tolerance.fxMinor"],
    },
    {
      name: "expected",
      paths: ["mchids", "acceptReserveLines", "reserveDays"],
      shown: ["expectedFees", "acceptReserveLines", "reserveDays"],
    },
    {
      name: "payouts",
      paths: ["payout.bankCharges", "payout.remitterAliases", "payout.minimum"],
      shown: ["payout.bankCharges", "payout.minimum"],
    },
    { name: "people", paths: ["writeOffLimit", "reopenLimit", "breakOwner"], shown: ["writeOffLimit", "reopenLimit", "breakOwner"] },
    { name: "ledger", paths: [], shown: ["ledgerAccounts"] },
  ],
  refunds: [
    { name: "approval", paths: [], shown: ["approvalAbove"] },
    {
      name: "tries",
      paths: ["maximumAgeDays", "giveUpAfterDays", "blackout.from", "blackout.until", "tries.from", "tries.until"],
      shown: ["maximumAgeDays", "giveUpAfterDays"],
    },
  ],
} as const satisfies Record<RuleSet, readonly { name: string; paths: readonly RulePath[]; shown: readonly string[] }[]>;
export type Section = (typeof SECTIONS)[RuleSet][number];

/** Fields of rules that are maps: by account of the ledger, by currency. */
export const LEDGER_PARTS = LEDGER_ACCOUNTS.map((name) => ({
  name,
  code: `ledgerAccounts.${name}.code`,
  label: `ledgerAccounts.${name}.name`,
}));
export function limitPath(currency: string): string {
  return `approvalAbove.${currency}`;
}
