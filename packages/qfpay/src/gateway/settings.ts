import { closingSchema } from "@tillbook/domain/staff";
import type { Dispatcher } from "undici";
import { z } from "zod";
import type { RateBudget } from "../rate-budget/index.ts";

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
  /** Documents disagree about which call closes and how; clients in the wild post to `/close`. docs/qfpay.md#close */
  closing: closingSchema.default("close POST"),
  /** Refuse answers whose signature does not fit, instead of reporting them. */
  isResponseSignatureRequiredToFit: z.boolean().default(false),
});
export type Account = z.output<typeof accountSchema>;
export type AccountSettings = z.input<typeof accountSchema>;

/**
 * Longest waits in milliseconds for calls that move money or make orders, and for calls that read: from asking to the last byte when a
 * person waits (for room in the budget at most half of it), from sending to the last byte in a sweep. Connecting has 3 s of it.
 */
export type Timeouts = { readonly moneyMs: number; readonly readMs: number };
export const DEFAULT_TIMEOUTS: Timeouts = { moneyMs: 10_000, readMs: 5_000 };

/** Something worth a line in the log. Identifiers only: no key, signature, openid or body. */
export type GatewayEvent = {
  readonly event: "answered" | "failed" | "responseSignatureMismatch" | "rateLimited";
  /** The same as in the answer's `sent`. */
  readonly callId: string;
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
  readonly connections: Dispatcher;
  readonly budget: RateBudget;
  readonly clock: { now(): Date };
  readonly timeouts: Timeouts;
  readonly maxBytes: number;
  readonly log: (event: GatewayEvent) => void;
  readonly newCallId: () => string;
};
