import { z } from "zod";
import { accountSchema } from "./account.ts";
import { rulesSchema } from "./rules.ts";

// In the file an instant is ISO text and an amount is a text of digits: JSON numbers are floats.
const instant = z.iso.datetime().transform((text) => new Date(text));
const amount = z
  .string()
  .regex(/^\d+$/)
  .transform((text) => BigInt(text));

const paymentSchema = z.object({
  entry: z.literal("payment"),
  account: z.string(),
  syssn: z.string(),
  outTradeNo: z.string(),
  payType: z.enum(["800201", "800207"]),
  amount,
  currency: z.string(),
  txdtm: z.string(),
  sysdtm: instant,
  expiresAt: instant,
  goodsName: z.string(),
  udid: z.string(),
  notifyUrl: z.string().optional(),
  /** 800201 only: what the QR code says. */
  qrcode: z.string().optional(),
  /** 800207 only: the `package` of `pay_params`, and who may pay it. */
  package: z.string().optional(),
  payer: z.string().optional(),
});

const refundSchema = z.object({
  entry: z.literal("refund"),
  account: z.string(),
  syssn: z.string(),
  origssn: z.string(),
  outTradeNo: z.string(),
  amount,
  txdtm: z.string(),
  sysdtm: instant,
  paydtm: instant,
  udid: z.string(),
  chnlsn: z.string(),
});

const closeSchema = z.object({
  entry: z.literal("close"),
  account: z.string(),
  syssn: z.string(),
  origssn: z.string(),
  txdtm: z.string(),
  sysdtm: instant,
  udid: z.string(),
});

const noticeSchema = z.object({
  entry: z.literal("notice"),
  id: z.string(),
  account: z.string(),
  about: z.enum(["payment", "refund"]),
  syssn: z.string(),
  outTradeNo: z.string(),
  /** Absent when neither the request nor the account names an address: then nothing is sent. */
  url: z.string().optional(),
  /** Whose address it is. QFPay does not say which wins; here the request's does. docs/qfpay.md#notifications */
  addressFrom: z.enum(["request", "account", "nowhere"]),
  body: z.string(),
  /** A forged notice is signed with a key that is not the merchant's, and is never sent again. */
  forged: z.boolean(),
  /** A lost notice is written down and never sent. */
  lost: z.boolean(),
  /** How many times the first delivery is made: 2 for a doubled notice. */
  copies: z.number().int(),
  firstDueAt: instant,
});

const deliverySchema = z.object({
  entry: z.literal("delivery"),
  noticeId: z.string(),
  at: instant,
  /** What the receiver did; only `accepted` (200 and exactly SUCCESS) ends the retries. */
  outcome: z.enum(["accepted", "refused", "unreachable"]),
  httpStatus: z.number().int().optional(),
  answer: z.string(),
  byHand: z.boolean(),
});

/** Everything that ever happens to the simulated QFPay, one line of the book each. Nothing is edited or removed. */
export const entrySchema = z.discriminatedUnion("entry", [
  z.object({ entry: z.literal("opened"), bookNumber: z.string().regex(/^\d{5}$/) }),
  z.object({ entry: z.literal("account"), account: accountSchema }),
  z.object({ entry: z.literal("rules"), rules: rulesSchema }),
  z.object({ entry: z.literal("clock"), simulated: instant, real: instant, rate: z.number() }),
  paymentSchema,
  z.object({ entry: z.literal("paid"), syssn: z.string(), paydtm: instant, chnlsn: z.string(), cardcd: z.string() }),
  z.object({ entry: z.literal("failed"), syssn: z.string(), at: instant, respcd: z.string() }),
  z.object({ entry: z.literal("declined"), syssn: z.string(), at: instant }),
  refundSchema,
  closeSchema,
  z.object({ entry: z.literal("note"), syssn: z.string(), note: z.string() }),
  z.object({ entry: z.literal("consent"), appCode: z.string(), code: z.string(), openid: z.string(), expiresAt: instant }),
  z.object({ entry: z.literal("consent-used"), code: z.string() }),
  z.object({ entry: z.literal("openid-used"), appCode: z.string(), openid: z.string() }),
  noticeSchema,
  deliverySchema,
  z.object({
    entry: z.literal("fault"),
    at: instant,
    script: z.string(),
    operation: z.string(),
    outTradeNo: z.string(),
    action: z.record(z.string(), z.unknown()),
  }),
]);

export type Entry = z.output<typeof entrySchema>;
export type EntryOf<Kind extends Entry["entry"]> = Extract<Entry, { entry: Kind }>;

/** The entry as one line of the book, without its line end. */
export function toLine(entry: Entry): string {
  return JSON.stringify(entry, (_name, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
}

/** Reads one line of the book. Throws when it is no entry. */
export function readLine(line: string): Entry {
  return entrySchema.parse(JSON.parse(line));
}
