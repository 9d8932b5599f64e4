import { z } from "zod";
import type { RateBudget } from "../rate-budget/index.ts";
import type { Fetch } from "../transport/index.ts";

const baseSchema = z
  .url({ protocol: /^https?$/ })
  .refine((text) => !/[?#]/.test(text), "without query or fragment")
  .transform((text) => text.replace(/\/+$/, ""));

/** One merchant account at QFPay, as issued. Base and credentials belong to one country and one environment. docs/qfpay.md#environments */
export const accountSchema = z.object({
  apiBase: baseSchema,
  /** Base of the page that opens WeChat's cashier; a setting of its own, since test environments share one. */
  redirectBase: baseSchema,
  appCode: z.string().min(1).max(64),
  clientKey: z.string().min(1),
  /** Key of notifications where it differs from `clientKey`. */
  notificationKey: z.string().min(1).optional(),
  /** Sent and signed on every request iff it was issued. */
  mchid: z
    .string()
    .regex(/^[A-Za-z0-9]{1,32}$/)
    .optional(),
  signType: z.enum(["MD5", "SHA256"]),
  /** Documents disagree about the method of `/close` and `/reversal`; clients in the wild post. */
  closeMethod: z.enum(["GET", "POST"]).default("POST"),
  /** Refuse answers whose signature does not fit, instead of reporting them. */
  isResponseSignatureRequiredToFit: z.boolean().default(false),
});
export type Account = z.output<typeof accountSchema>;
export type AccountSettings = z.input<typeof accountSchema>;

/** Longest waits in milliseconds, from sending to the last byte: calls that move money or make orders, and calls that read. */
export type Timeouts = { readonly moneyMs: number; readonly readMs: number };
export const DEFAULT_TIMEOUTS: Timeouts = { moneyMs: 10_000, readMs: 5_000 };

/** Something worth a line in the log. Identifiers only: no key, signature, openid or body. */
export type GatewayEvent = {
  readonly event: "answered" | "failed" | "responseSignatureMismatch" | "rateLimited";
  readonly path: string;
  readonly outTradeNo: string | null;
  readonly syssn: string | null;
  readonly httpStatus: number | null;
  readonly tookMs: number;
  /** Return code, or why there is none. */
  readonly result: string;
};

/** What a gateway is built from besides the account. */
export type GatewayParts = {
  readonly fetch: Fetch;
  readonly budget: RateBudget;
  readonly clock: { now(): Date };
  readonly timeouts: Timeouts;
  readonly maxBytes: number;
  readonly log: (event: GatewayEvent) => void;
};
