import { z } from "zod";
import { accountSchema } from "./account.ts";
import { FORGERIES } from "./forgeries.ts";
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
  /** A refund that is not decided at once: what it answers meanwhile, for how many enquiries (null: for ever), and how it ends. */
  pending: z.object({ respcd: z.string(), queries: z.number().int().nullable(), end: z.string() }).optional(),
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
  /** How it is forged; one of the older books has none and was signed with another key. */
  forgery: z.enum(FORGERIES).optional(),
  /** A lost notice is written down and never sent. */
  lost: z.boolean(),
  /** How many times the first delivery is made: 2 for a doubled notice. */
  copies: z.number().int(),
  /** Over how many connections at once these go. */
  connections: z.number().int().optional(),
  firstDueAt: instant,
  /** A held notice goes out when it is released. */
  held: z.boolean().optional(),
  /** How many acceptances QFPay does not hear. */
  deafTo: z.number().int().optional(),
});

const deliverySchema = z.object({
  entry: z.literal("delivery"),
  noticeId: z.string(),
  at: instant,
  /** What the receiver did; only `accepted` (200 and exactly SUCCESS) ends the retries. `unheard`: so did he answer, and it was lost. */
  outcome: z.enum(["accepted", "refused", "unreachable", "unheard"]),
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
  /** The order dies at another time than it was made to. */
  z.object({ entry: z.literal("lives-until"), syssn: z.string(), expiresAt: instant }),
  /** The customer has confirmed; the wallet takes the money `times` times when simulated time reaches `dueAt`. */
  z.object({ entry: z.literal("charge-due"), syssn: z.string(), dueAt: instant, payer: z.string(), times: z.number().int() }),
  refundSchema,
  /** An enquiry has shown a pending refund. */
  z.object({ entry: z.literal("refund-asked"), syssn: z.string() }),
  z.object({ entry: z.literal("refund-ended"), syssn: z.string(), at: instant, respcd: z.string() }),
  closeSchema,
  z.object({ entry: z.literal("note"), syssn: z.string(), note: z.string() }),
  z.object({ entry: z.literal("consent"), appCode: z.string(), code: z.string(), openid: z.string(), expiresAt: instant }),
  z.object({ entry: z.literal("consent-used"), code: z.string() }),
  z.object({ entry: z.literal("openid-used"), appCode: z.string(), openid: z.string() }),
  noticeSchema,
  z.object({ entry: z.literal("released"), noticeId: z.string(), at: instant }),
  deliverySchema,
  z.object({
    entry: z.literal("fault"),
    at: instant,
    script: z.string(),
    scenario: z.string().optional(),
    seed: z.number().int().optional(),
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
