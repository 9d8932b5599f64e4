import { z } from "zod";
import { LEDGER_ACCOUNTS } from "../reconciliation/journals/index.ts";
import { refundRulesSchema } from "../refunds/index.ts";
import { deskRulesSchema, settlementRulesSchema } from "../settlement/index.ts";

/** What of an account's rules changes together: how its days are settled and closed, and how money is given back. */
export const RULE_SETS = ["settlement", "refunds"] as const;
export type RuleSet = (typeof RULE_SETS)[number];

const ledgerNames: readonly string[] = LEDGER_ACCOUNTS;
const settlement = settlementRulesSchema.extend(deskRulesSchema.shape).superRefine(({ fee, fees, ledgerAccounts }, context) => {
  const unfit = (...path: (string | number)[]): void => context.addIssue({ code: "custom", path, message: "not_accepted" });
  for (const name of Object.keys(ledgerAccounts)) if (!ledgerNames.includes(name)) unfit("ledgerAccounts", name);
  if (fee?.maxFee && isMore(fee.minFee, fee.maxFee)) unfit("fee", "maxFee");
  for (const [at, { minFee, maxFee, validFrom, validUntil }] of fees.entries()) {
    if (maxFee && isMore(minFee, maxFee)) unfit("fees", at, "maxFee");
    if (validFrom && validUntil && validFrom > validUntil) unfit("fees", at, "validUntil");
  }
});

/** Each setting spelled out: what may be left out when rules are written is there when they are read. */
type Spelled<T> = T extends readonly (infer Item)[]
  ? readonly Spelled<Item>[]
  : T extends object
    ? { readonly [Name in keyof T]-?: Spelled<Exclude<T[Name], undefined>> }
    : T;

/** Rules as they are kept and shown: rates as `0.8%`, amounts as decimal text in major units, every setting named. */
export type RulesInWords = {
  readonly settlement: Spelled<z.input<typeof settlement>>;
  readonly refunds: Spelled<z.input<typeof refundRulesSchema>>;
};

/** One setting of a set that became another; of those that consist of several the inner one, as `fee.rate`. */
export type RuleChange = { readonly setting: string; readonly before: unknown; readonly after: unknown };

/** Kept rules in words. Throws a `ZodError` where they are malformed. */
export function rulesInWords<Set extends RuleSet>(set: Set, kept: unknown): RulesInWords[Set];
export function rulesInWords(set: RuleSet, kept: unknown): object {
  const known = kept ?? {};
  return set === "settlement" ? z.encode(settlement, settlement.parse(known)) : z.encode(refundRulesSchema, refundRulesSchema.parse(known));
}

const settings = z.record(z.string(), z.unknown());

/**
 * Rules with some settings changed. A setting that consists of several keeps those that are not named: another rate leaves the rounding as
 * it is. Lists and maps of names come whole. Throws a `ZodError` that names what is not accepted, settings that nobody knows included.
 */
export function withChanges<Set extends RuleSet>(set: Set, kept: unknown, changes: Readonly<Record<string, unknown>>): RulesInWords[Set] {
  const before = settings.parse(rulesInWords(set, kept));
  const unknown = Object.keys(changes).filter((name) => !Object.hasOwn(before, name));
  if (unknown.length > 0)
    throw new z.ZodError(unknown.map((name) => ({ code: "custom", path: [name], message: "not_known", input: changes[name] })));
  return rulesInWords(set, laidOver(before, changes));
}

/** What is another setting in `after`, in the order in which the rules name them. */
export function ruleChanges(before: object, after: object): RuleChange[] {
  const [was, is] = [singleSettings(before), singleSettings(after)];
  const names = [...new Set([...was.keys(), ...is.keys()])];
  return names.flatMap((setting) => {
    const change = { setting, before: was.get(setting) ?? null, after: is.get(setting) ?? null };
    return JSON.stringify(change.before) === JSON.stringify(change.after) ? [] : [change];
  });
}

const MAPS_OF_NAMES = ["dayBasis", "ledgerAccounts", "approvalAbove"];

/** Whether a setting is a map of names, which comes whole. */
export function isMapOfNames(name: string): boolean {
  return MAPS_OF_NAMES.includes(name);
}

/** Rules in words with changes laid over them as {@link withChanges} does, without a check: settings that nobody knows are left out. */
export function laidOver(words: object, changes: Readonly<Record<string, unknown>>): object {
  const before = settings.parse(words);
  const known = Object.entries(changes).filter(([name]) => Object.hasOwn(before, name));
  return {
    ...before,
    ...Object.fromEntries(known.map(([name, value]) => [name, isMapOfNames(name) ? value : merged(before[name], value)])),
  };
}

function merged(before: unknown, value: unknown): unknown {
  const [was, is] = [settings.safeParse(before), settings.safeParse(value)];
  return was.success && is.success ? { ...was.data, ...is.data } : value;
}

function singleSettings(words: object): Map<string, unknown> {
  return new Map(
    Object.entries(words).flatMap(([name, value]): [string, unknown][] => {
      const several = settings.safeParse(value);
      if (!several.success || isMapOfNames(name)) return [[name, value]];
      return Object.entries(several.data).map(([inner, of]) => [`${name}.${inner}`, of]);
    }),
  );
}

function isMore(a: { units: bigint; scale: number }, b: { units: bigint; scale: number }): boolean {
  return a.units * 10n ** BigInt(b.scale) > b.units * 10n ** BigInt(a.scale);
}
