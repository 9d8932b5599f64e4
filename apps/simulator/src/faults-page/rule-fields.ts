import { type RuleChange, type Rules, ruleChangeSchema } from "../book/index.ts";

/** How a rule is set on the page. `since` is ticked to count from now on, and unticked to count the whole day. */
export type RuleField =
  | { readonly kind: "switch" }
  | { readonly kind: "choice"; readonly options: readonly string[] }
  | { readonly kind: "number" }
  | { readonly kind: "time" }
  | { readonly kind: "code" }
  | { readonly kind: "since" };

export type RuleName = keyof Rules;

const SWITCH: RuleField = { kind: "switch" };
const choice = (...options: readonly string[]): RuleField => ({ kind: "choice", options });

/** Nothing chosen: the rule is null. */
export const NOTHING = "";

const FIELDS: { readonly [Name in RuleName]: RuleField } = {
  cancelSupported: SWITCH,
  cancelBy: choice("both", "close", "reversal"),
  cancelMethod: choice("both", "GET", "POST"),
  refundFromTakings: SWITCH,
  takingsSince: { kind: "since" },
  refundBlackout: SWITCH,
  refundBlackoutFrom: { kind: "time" },
  refundBlackoutUntil: { kind: "time" },
  partialRefunds: SWITCH,
  partialRefundCode: choice("1271", "1270"),
  refundMaxAgeDays: { kind: "number" },
  refundPending: choice(NOTHING, "1143", "1145", "2999"),
  refundPendingQueries: { kind: "number" },
  refundEnd: { kind: "code" },
  oneRefundAtATime: SWITCH,
  duplicateRefundCode: choice("1251", "2011", "1102"),
  repeatedRefundCode: choice("1264", "1262", "1125"),
  rateLimit: SWITCH,
  responseSign: SWITCH,
  queryNeedsFilter: SWITCH,
  issuedOpenid: SWITCH,
  freshOpenid: SWITCH,
  jsapiSignType: choice("MD5", "RSA"),
  notifyWebPortsOnly: SWITCH,
};

/** The rules as they stand on the page, in three groups. */
export const RULE_GROUPS = [
  { title: "cancelTitle", names: ["cancelSupported", "cancelBy", "cancelMethod"] },
  {
    title: "refundTitle",
    names: [
      "refundFromTakings",
      "takingsSince",
      "refundBlackout",
      "refundBlackoutFrom",
      "refundBlackoutUntil",
      "partialRefunds",
      "partialRefundCode",
      "refundMaxAgeDays",
      "refundPending",
      "refundPendingQueries",
      "refundEnd",
      "oneRefundAtATime",
      "duplicateRefundCode",
      "repeatedRefundCode",
    ],
  },
  {
    title: "otherTitle",
    names: ["rateLimit", "responseSign", "queryNeedsFilter", "issuedOpenid", "freshOpenid", "jsapiSignType", "notifyWebPortsOnly"],
  },
] as const satisfies readonly { readonly title: string; readonly names: readonly RuleName[] }[];

export function fieldOf(name: RuleName): RuleField {
  return FIELDS[name];
}

/** What a submitted form says about the rules. A box that is not ticked is not sent, which means off. Throws a `ZodError`. */
export function readRules(form: Readonly<Record<string, string>>, rules: Rules, now: Date): RuleChange {
  const names = RULE_GROUPS.flatMap((group): readonly RuleName[] => group.names);
  const change = Object.fromEntries(names.map((name) => [name, valueOf(name, form[name], rules, now)]));
  return ruleChangeSchema.parse(change);
}

function valueOf(name: RuleName, sent: string | undefined, rules: Rules, now: Date): string | number | boolean | null | undefined {
  const { kind } = fieldOf(name);
  if (kind === "switch") return sent !== undefined;
  if (kind === "since") return sent === undefined ? null : (rules.takingsSince ?? now.toISOString());
  if (sent === undefined || sent === NOTHING) return null;
  if (kind === "time" && /^\d\d:\d\d$/.test(sent)) return `${sent}:00`;
  return kind === "number" ? Number(sent) : sent;
}
