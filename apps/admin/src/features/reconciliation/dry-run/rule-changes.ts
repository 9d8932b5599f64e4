import type { RulesInForceView } from "@tillbook/api/reconciliation/lens";
import { decimalText, parseDecimal } from "@tillbook/domain/settlement";
import { type DryRunSearch, RULE_FIELDS, type RuleField } from "../../../lib/search-params.ts";

/** Rules as text by the field of the form; a rate is in percent. A field that is left out is as in force. */
export type RuleChanges = Partial<Record<RuleField, string>>;

const TOLERANCES = { feeLine: "feeLineMinor", feeCap: "feeFileCapMinor", fx: "fxMinor", window: "cutoffWindowMinutes" } as const;

/** The rules that an address names; what it leaves out is as in force. */
export function changesOf(search: DryRunSearch): RuleChanges {
  return Object.fromEntries(RULE_FIELDS.flatMap((field) => (search[field] === undefined ? [] : [[field, search[field]]])));
}

/** The rules in force as the form shows them. Without a contract the rate is empty. */
export function inForceText({
  cutoff,
  fee,
  tolerance,
  settleLagBusinessDays,
  graceBusinessDays,
}: RulesInForceView): Record<RuleField, string> {
  return {
    cutoff,
    rate: fee === null ? "" : percentText(fee.rate),
    rounding: fee?.rounding ?? "HALF_UP",
    refundFee: fee?.refundFee ?? "CUMULATIVE",
    feeLine: String(tolerance.feeLineMinor),
    feeCap: String(tolerance.feeFileCapMinor),
    fx: String(tolerance.fxMinor),
    window: String(tolerance.cutoffWindowMinutes),
    lag: String(settleLagBusinessDays),
    grace: String(graceBusinessDays),
  };
}

/** What of a filled form is another rule than the one in force. An emptied field is as in force. */
export function changesIn(filled: Record<RuleField, string>, inForce: Record<RuleField, string>): RuleChanges {
  const other = RULE_FIELDS.filter((field) => filled[field].trim() !== "" && filled[field].trim() !== inForce[field]);
  return Object.fromEntries(other.map((field) => [field, filled[field].trim()]));
}

const WHOLE = /^\d{1,7}$/;
const SHAPES: Partial<Record<RuleField, RegExp>> = {
  rate: /^\d{1,3}(\.\d{1,6})?$/,
  feeLine: WHOLE,
  feeCap: WHOLE,
  fx: WHOLE,
  window: WHOLE,
  lag: WHOLE,
  grace: WHOLE,
};

/** Whether what was typed can be such a rule at all. */
export function isReadable(field: RuleField, text: string): boolean {
  return SHAPES[field]?.test(text) ?? true;
}

/** Changes in the words of the account's settlement rules; parts of a setting that are not named stay as they are. */
export function rulesFrom({ cutoff, rate, rounding, refundFee, lag, grace, ...rest }: RuleChanges): Record<string, unknown> {
  const fee = { ...(rate === undefined ? {} : { rate: `${rate}%` }), ...(rounding && { rounding }), ...(refundFee && { refundFee }) };
  const tolerance = Object.fromEntries(
    Object.entries(TOLERANCES).flatMap(([field, setting]) => {
      const text = new Map(Object.entries(rest)).get(field);
      return text === undefined ? [] : [[setting, Number(text)]];
    }),
  );
  return {
    ...(cutoff === undefined ? {} : { cutoff }),
    ...(lag === undefined ? {} : { settleLagBusinessDays: Number(lag) }),
    ...(grace === undefined ? {} : { graceBusinessDays: Number(grace) }),
    ...(Object.keys(fee).length === 0 ? {} : { fee }),
    ...(Object.keys(tolerance).length === 0 ? {} : { tolerance }),
  };
}

/** "0.008" is "0.8" percent. */
export function percentText(share: string): string {
  const rate = parseDecimal(share);
  if (rate === null) return share;
  return decimalText(
    rate.scale >= 2 ? { ...rate, scale: rate.scale - 2 } : { units: rate.units * 10n ** BigInt(2 - rate.scale), scale: 0 },
  );
}
