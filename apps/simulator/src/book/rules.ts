import { z } from "zod";

/** What QFPay leaves open, or what a rehearsal wants out of its way. The defaults are what the documents say. */
export const rulesSchema = z.object({
  /** 100 requests a second and 400 a minute per merchant, on the simulated clock. */
  rateLimit: z.boolean().default(true),
  /** 1265 between 23:30 and 00:30 at UTC+8. */
  refundBlackout: z.boolean().default(true),
  /** 1269 when the day's unsettled takings are smaller than the refund. */
  refundFromTakings: z.boolean().default(true),
  /** False: 1271 on every refund that is not the whole payment. */
  partialRefunds: z.boolean().default(true),
  /** A refund under a number that was used before. */
  duplicateRefundCode: z.enum(["1251", "2011", "1102"]).default("1251"),
  /** A refund of a payment that is refunded in full. */
  repeatedRefundCode: z.enum(["1264", "1262", "1125"]).default("1264"),
  /** False: close and reversal answer 1297, as Hong Kong merchants saw until 2024. */
  cancelSupported: z.boolean().default(true),
  /** True: an enquiry without a number and without a full window is 1104. */
  queryNeedsFilter: z.boolean().default(false),
  /** `sub_openid` must have been issued here. */
  issuedOpenid: z.boolean().default(true),
  /** Each consent is good for one JSAPI payment only. */
  freshOpenid: z.boolean().default(false),
  /** `RSA` makes `paySign` a Base64 text of 344 characters, as WeChat v3 channels do. */
  jsapiSignType: z.enum(["MD5", "RSA"]).default("MD5"),
  /** Whether answers carry X-QF-SIGN. */
  responseSign: z.boolean().default(true),
  /** True: notifications go to ports 80 and 443 only, as QFPay's do. */
  notifyWebPortsOnly: z.boolean().default(false),
});

export type Rules = z.output<typeof rulesSchema>;
