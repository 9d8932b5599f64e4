import { type Currency, decimalsOf } from "../money/index.ts";
import type { SettlementDay } from "../time/index.ts";
import { addBusinessDays } from "./calendar.ts";
import { minorExactly } from "./decimal.ts";
import type { SettlementRules } from "./rules.ts";
import type { AnnouncedPayout } from "./standing.ts";

/** One row of a bank statement. What comes in is positive. */
export type BankLine = {
  readonly lineNo: number;
  readonly valueDate: SettlementDay;
  readonly text: string;
  readonly reference: string | null;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly balanceMinor: bigint | null;
};

export const BANK_CODES = ["BANK_MISSING", "BANK_AMOUNT", "BANK_UNKNOWN"] as const;
export type BankCode = (typeof BANK_CODES)[number];

/**
 * What became of a bank line, or (`line` null) of a payout that never arrived. Differences are bank less payout, minor units. A credit that
 * names a payout but comes outside of its days is unknown, with that payout beside it, and the payout is still missing.
 */
export type BankOutcome =
  | { readonly kind: "matched"; readonly line: BankLine; readonly payouts: readonly AnnouncedPayout[]; readonly chargeMinor: bigint }
  | {
      readonly kind: "broken";
      readonly line: BankLine | null;
      readonly payouts: readonly AnnouncedPayout[];
      readonly code: BankCode;
      readonly differenceMinor: bigint;
      readonly currency: Currency;
    }
  | { readonly kind: "ignored"; readonly line: BankLine }
  | { readonly kind: "waiting"; readonly payout: AnnouncedPayout; readonly until: SettlementDay };

/** Between a payout's value date and the last day on which its credit may arrive. */
const ARRIVES_WITHIN_BUSINESS_DAYS = 2;

type BankRules = Pick<SettlementRules, "calendar" | "payout">;
type Candidate = { readonly payouts: readonly AnnouncedPayout[]; readonly chargeMinor: bigint };

/** What people have settled about bank rows: rows that have nothing to do with QFPay, and sums that they accept as they are. */
export type BankDecisions = { readonly setAside: ReadonlySet<BankLine>; readonly accepted: ReadonlySet<BankLine> };

const NO_DECISIONS: BankDecisions = { setAside: new Set(), accepted: new Set() };

/**
 * Ties bank credits to payouts: same currency, within two business days, the amount less one registered charge at most, and the payout's
 * reference or a registered remitter in the text. One credit may stand for several payouts in a row. Exactly one candidate, or it is a
 * person's work. The order of both lists is irrelevant.
 */
export function matchBank(
  lines: readonly BankLine[],
  payouts: readonly AnnouncedPayout[],
  rules: BankRules,
  asOf: SettlementDay,
  { setAside, accepted }: BankDecisions = NO_DECISIONS,
): BankOutcome[] {
  let open = payouts.toSorted((a, b) => compareText(a.valueDate, b.valueDate) || compareText(a.ref, b.ref));
  const outcomes: BankOutcome[] = [];
  for (const line of lines.toSorted((a, b) => compareText(a.valueDate, b.valueDate) || a.lineNo - b.lineNo)) {
    const judged: BankOutcome = setAside.has(line) ? { kind: "ignored", line } : judge(line, open, rules);
    const outcome = accepted.has(line) ? asAccepted(judged) : judged;
    if (outcome.kind === "matched") open = open.filter((payout) => !outcome.payouts.includes(payout));
    outcomes.push(outcome);
  }
  const disputed = outcomes.flatMap((outcome) => (outcome.kind === "broken" && outcome.code === "BANK_AMOUNT" ? outcome.payouts : []));
  return outcomes.concat(open.filter((payout) => !disputed.includes(payout)).map((payout) => notArrived(payout, rules, asOf)));
}

/** A credit that people accept for the payout that it names: what is missing of it is a charge. */
function asAccepted(outcome: BankOutcome): BankOutcome {
  if (outcome.kind !== "broken" || outcome.line === null || outcome.payouts.length === 0) return outcome;
  const paid = outcome.payouts.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  return { kind: "matched", line: outcome.line, payouts: outcome.payouts, chargeMinor: paid - outcome.line.amountMinor };
}

function judge(line: BankLine, open: readonly AnnouncedPayout[], rules: BankRules): BankOutcome {
  const [only, ...others] = candidates(line, open, rules);
  if (only && others.length === 0) return { kind: "matched", line, payouts: only.payouts, chargeMinor: only.chargeMinor };
  const named = open.filter((payout) => payout.currency === line.currency && isNamed(payout, line));
  if (line.amountMinor <= 0n && named.length === 0 && !isFromQfpay(line, rules)) return { kind: "ignored", line };
  const { currency } = line;
  const payout = named.find((each) => arrivesInTime(each, line, rules));
  if (!payout)
    return { kind: "broken", line, payouts: named.slice(0, 1), code: "BANK_UNKNOWN", differenceMinor: line.amountMinor, currency };
  return { kind: "broken", line, payouts: [payout], code: "BANK_AMOUNT", differenceMinor: line.amountMinor - payout.amountMinor, currency };
}

/** Every run of consecutive open payouts that the credit may stand for. A credit that names payouts stands for no others. */
function candidates(line: BankLine, open: readonly AnnouncedPayout[], rules: BankRules): Candidate[] {
  const inCurrency = open.filter((payout) => payout.currency === line.currency);
  const named = inCurrency.filter((payout) => isNamed(payout, line));
  if (named.length === 0 && !isFromQfpay(line, rules)) return [];
  const found: Candidate[] = [];
  for (let from = 0; from < inCurrency.length; from += 1) {
    let sum = 0n;
    for (let to = from; to < inCurrency.length; to += 1) {
      const payout = inCurrency[to];
      if (!payout || !arrivesInTime(payout, line, rules)) break;
      sum += payout.amountMinor;
      const charge = chargeOf(sum - line.amountMinor, rules, line.currency);
      const run = inCurrency.slice(from, to + 1);
      if (charge !== null && named.every((each) => run.includes(each))) found.push({ payouts: run, chargeMinor: charge });
    }
  }
  return found;
}

/** What the bank kept: nothing or one registered charge. Null when it is neither. */
function chargeOf(missingMinor: bigint, rules: BankRules, currency: Currency): bigint | null {
  if (missingMinor === 0n) return 0n;
  const decimals = decimalsOf(currency);
  return rules.payout.bankCharges.some((charge) => minorExactly(charge, decimals) === missingMinor) ? missingMinor : null;
}

function arrivesInTime(payout: AnnouncedPayout, line: BankLine, rules: BankRules): boolean {
  return line.valueDate >= payout.valueDate && line.valueDate <= lastDayOf(payout, rules);
}

function lastDayOf(payout: AnnouncedPayout, rules: BankRules): SettlementDay {
  return addBusinessDays(payout.valueDate, ARRIVES_WITHIN_BUSINESS_DAYS, rules.calendar);
}

/** Its reference stands alone or in the text, apart from other words: P1 is not named by P12. It may have blanks and slashes of its own. */
function isNamed({ ref }: AnnouncedPayout, line: BankLine): boolean {
  if (line.reference === ref) return true;
  for (let at = line.text.indexOf(ref); at >= 0; at = line.text.indexOf(ref, at + 1)) {
    if (isBoundary(line.text[at - 1]) && isBoundary(line.text[at + ref.length])) return true;
  }
  return false;
}

function isBoundary(sign: string | undefined): boolean {
  return sign === undefined || /[\s,;:/()]/u.test(sign);
}

function isFromQfpay(line: BankLine, rules: BankRules): boolean {
  const text = `${line.text} ${line.reference ?? ""}`.toUpperCase();
  return rules.payout.remitterAliases.some((alias) => text.includes(alias.toUpperCase()));
}

function notArrived(payout: AnnouncedPayout, rules: BankRules, asOf: SettlementDay): BankOutcome {
  const until = lastDayOf(payout, rules);
  if (asOf <= until) return { kind: "waiting", payout, until };
  return {
    kind: "broken",
    line: null,
    payouts: [payout],
    code: "BANK_MISSING",
    differenceMinor: -payout.amountMinor,
    currency: payout.currency,
  };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
