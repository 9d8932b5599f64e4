import { z } from "zod";
import { CURRENCIES, PROTOCOL_LIMITS } from "../gateway/names.ts";

/** One merchant of the simulated QFPay. An agent's merchants share `appCode` and `clientKey` and differ by `mchid`. */
export const accountSchema = z.object({
  appCode: z.string().min(1).max(PROTOCOL_LIMITS.appCode),
  clientKey: z.string().min(1).max(64),
  /** Only where one was issued: then every request must carry it, else none may. docs/qfpay.md#mchid */
  mchid: z.string().min(1).max(PROTOCOL_LIMITS.mchid).optional(),
  name: z.string().min(1).max(128).default("Simulated Shop"),
  /** The address registered for notifications; a request's own `notify_url` wins over it. */
  notifyUrl: z.url({ protocol: /^https?$/ }).optional(),
  /** QFPay's fee on each payment, as a percentage with a sign: `0.80%`. */
  feeRate: z
    .string()
    .regex(/^\d{1,2}(\.\d{1,4})?%$/, "write the rate as a percentage, for example 0.80%")
    .default("0.80%"),
  /** Time of day at UTC+8 at which a settlement day ends. */
  cutOff: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/, "write the cut-off as hh:mm:ss")
    .default("00:00:00"),
  currencies: z
    .array(z.enum(CURRENCIES))
    .min(1)
    .default([...CURRENCIES]),
});

export type Account = z.output<typeof accountSchema>;

/** Names an account in the book: the app code, with the mchid where there is one. */
export function accountId(account: Pick<Account, "appCode" | "mchid">): string {
  return account.mchid === undefined ? account.appCode : `${account.appCode}/${account.mchid}`;
}
