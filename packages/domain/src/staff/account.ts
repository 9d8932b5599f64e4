import { z } from "zod";
import { currencySchema } from "../money/index.ts";

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
  /** Cut-off, lag, calendar, fees, tolerances: read with `settlementRulesSchema` of domain/settlement. */
  settlementRules: z.unknown(),
});
export type MerchantAccount = z.infer<typeof merchantAccountSchema>;
