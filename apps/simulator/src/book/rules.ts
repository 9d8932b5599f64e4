import { z } from "zod";

const respcd = z.string().regex(/^\d{4}$/, "a code of four digits");
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/, "write the time of day as hh:mm:ss");

/** What each rule may be. What it is when nobody says so stands in `rulesSchema`. */
const RULES = {
  /** 100 requests a second and 400 a minute per merchant, on the simulated clock. */
  rateLimit: z.boolean(),
  /** 1265 between `refundBlackoutFrom` and `refundBlackoutUntil`, times of day at UTC+8. */
  refundBlackout: z.boolean(),
  refundBlackoutFrom: timeOfDay,
  refundBlackoutUntil: timeOfDay,
  /** 1269 when the day's unsettled takings are smaller than the refund. */
  refundFromTakings: z.boolean(),
  /** Only what was paid from this instant on counts as unsettled, as if all before it had been settled already. */
  takingsSince: z.iso.datetime().nullable(),
  /** False: `partialRefundCode` on every refund that is not the whole payment. */
  partialRefunds: z.boolean(),
  partialRefundCode: z.enum(["1271", "1270"]),
  /** Payments older than so many days answer 1265, with a text that tells it from the nightly pause. */
  refundMaxAgeDays: z.number().int().min(0).nullable(),
  /** Not null: every refund answers this code, and ends as `refundEnd` after `refundPendingQueries` enquiries. */
  refundPending: z.enum(["1143", "1145", "2999"]).nullable(),
  refundPendingQueries: z.number().int().min(1),
  refundEnd: respcd,
  /** 1155 on a second refund of a payment while the first is pending. */
  oneRefundAtATime: z.boolean(),
  /** A refund under a number that was used before. */
  duplicateRefundCode: z.enum(["1251", "2011", "1102"]),
  /** A refund of a payment that is refunded in full. */
  repeatedRefundCode: z.enum(["1264", "1262", "1125"]),
  /** False: close and reversal answer 1297, as Hong Kong merchants saw until 2024. */
  cancelSupported: z.boolean(),
  /** Which of the two paths cancels; the other answers 1297. */
  cancelBy: z.enum(["both", "close", "reversal"]),
  /** Which method cancels; the other is HTTP 405. */
  cancelMethod: z.enum(["both", "GET", "POST"]),
  /** True: an enquiry without a number and without a full window is 1104. */
  queryNeedsFilter: z.boolean(),
  /** `sub_openid` must have been issued here. */
  issuedOpenid: z.boolean(),
  /** Each consent is good for one JSAPI payment only. */
  freshOpenid: z.boolean(),
  /** `RSA` makes `paySign` a Base64 text of 344 characters, as WeChat v3 channels do. */
  jsapiSignType: z.enum(["MD5", "RSA"]),
  /** Whether answers carry X-QF-SIGN. */
  responseSign: z.boolean(),
  /** True: notifications go to ports 80 and 443 only, as QFPay's do. */
  notifyWebPortsOnly: z.boolean(),
};

/** What QFPay leaves open, or what a rehearsal wants out of its way. The defaults are what the documents say. */
export const rulesSchema = z.object({
  rateLimit: RULES.rateLimit.default(true),
  refundBlackout: RULES.refundBlackout.default(true),
  refundBlackoutFrom: RULES.refundBlackoutFrom.default("23:30:00"),
  refundBlackoutUntil: RULES.refundBlackoutUntil.default("00:30:00"),
  refundFromTakings: RULES.refundFromTakings.default(true),
  takingsSince: RULES.takingsSince.default(null),
  partialRefunds: RULES.partialRefunds.default(true),
  partialRefundCode: RULES.partialRefundCode.default("1271"),
  refundMaxAgeDays: RULES.refundMaxAgeDays.default(null),
  refundPending: RULES.refundPending.default(null),
  refundPendingQueries: RULES.refundPendingQueries.default(2),
  refundEnd: RULES.refundEnd.default("0000"),
  oneRefundAtATime: RULES.oneRefundAtATime.default(true),
  duplicateRefundCode: RULES.duplicateRefundCode.default("1251"),
  repeatedRefundCode: RULES.repeatedRefundCode.default("1264"),
  cancelSupported: RULES.cancelSupported.default(true),
  cancelBy: RULES.cancelBy.default("both"),
  cancelMethod: RULES.cancelMethod.default("both"),
  queryNeedsFilter: RULES.queryNeedsFilter.default(false),
  issuedOpenid: RULES.issuedOpenid.default(true),
  freshOpenid: RULES.freshOpenid.default(false),
  jsapiSignType: RULES.jsapiSignType.default("MD5"),
  responseSign: RULES.responseSign.default(true),
  notifyWebPortsOnly: RULES.notifyWebPortsOnly.default(false),
});

export type Rules = z.output<typeof rulesSchema>;

/** Some rules, without defaults: a default would undo the rules that a change does not name. */
export const ruleChangeSchema = z.strictObject(RULES).partial();

export type RuleChange = z.output<typeof ruleChangeSchema>;

/** The rules after a change. */
export function changedRules(rules: Rules, change: RuleChange | undefined): Rules {
  return change === undefined ? rules : rulesSchema.parse({ ...rules, ...change });
}
