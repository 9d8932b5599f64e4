import { z } from "zod";
import { currencySchema } from "../money/index.ts";

/** How an account's unpaid orders are closed at QFPay: which of its two calls, by which method, or not at all. */
export const closingSchema = z.enum(["close POST", "close GET", "reversal POST", "reversal GET", "cannot"]);
export type Closing = z.infer<typeof closingSchema>;

/** One QFPay relationship of a merchant, without its secrets. */
export const merchantAccountSchema = z.object({
  id: z.uuid(),
  organisationId: z.uuid(),
  name: z.string(),
  appCode: z.string(),
  mchid: z.string().nullable(),
  signType: z.enum(["MD5", "SHA256"]),
  apiBase: z.url(),
  redirectBase: z.url(),
  environment: z.enum(["production", "test"]),
  currencies: z.array(currencySchema).min(1),
  closing: closingSchema,
  /** From which sum a second person approves, how old a payment may be: read with `refundRulesSchema` of domain/refunds. */
  refundRules: z.unknown(),
  /** Cut-off, lag, calendar, fees, tolerances: read with `settlementRulesSchema` of domain/settlement. */
  settlementRules: z.unknown(),
});
export type MerchantAccount = z.infer<typeof merchantAccountSchema>;
