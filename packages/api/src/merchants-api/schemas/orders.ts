import { createOrderSchema, freeText } from "@tillbook/domain/orders";
import { z } from "zod";
import { named, told } from "../published.ts";
import { amount, currency, currencyIn, cursor, EXAMPLE, id, instant, instantIn, limit, pageOf } from "./common.ts";
import { refundExample, refundSchema } from "./refunds.ts";

const LATE = ["after_expiry", "after_cancel", "after_giving_up"] as const;
const OUTCOMES = [
  "open", "unclear", "needs_person", "expired", "cancelled", "paid", "paid_late", "paid_twice", "partly_refunded", "refunded",
] as const; // biome-ignore format: a list reads better
const ATTEMPT_OUTCOMES = [
  "waiting", "unclear", "needs_person", "failed", "expired", "cancelled", "paid", "paid_late", "twin", "partly_refunded", "refunded",
] as const; // biome-ignore format: a list reads better

const orderState = told(
  z.enum(["open", "expired", "cancelled", "paid"]),
  "Climbs and never falls: money that comes late still makes it `paid`.",
);
const late = told(z.enum(LATE).nullable(), "How the money was late; null when it was not.");

export const paymentSchema = named(
  "Payment",
  z.strictObject({
    id: id("payment"),
    state: z.enum(["submitted", "awaiting", "failed", "expired", "cancelled", "paid"]),
    outcome: told(
      z.enum(ATTEMPT_OUTCOMES),
      "What became of it. `unclear`: QFPay has not said yet. `twin`: money beside the payment that counts.",
    ),
    late,
    counts: told(z.boolean(), "Whether it is the one that pays the order."),
    outTradeNo: told(z.string(), "Our number at QFPay."),
    payType: told(z.string(), "`800201` for a QR, `800207` inside WeChat."),
    syssn: told(z.string().nullable(), "QFPay's number: what statements are matched by."),
    sysdtm: told(z.iso.datetime().nullable(), "QFPay's own time: decides the settlement day."),
    paydtm: told(z.iso.datetime().nullable(), "When the customer paid."),
    respcd: told(z.string().nullable(), "QFPay's last code."),
    createdAt: instant("When the attempt began."),
    expiresAt: instant("Until when its code can be paid."),
  }),
  { description: "One attempt to collect an order." },
);

const row = {
  id: id("order"),
  number: told(z.string(), "Short number that people read aloud.", { examples: ["7K2M-Q9FX"] }),
  state: orderState,
  amount: amount("What is owed, in major units."),
  currency,
  refunded: amount("Given back so far."),
  face: told(z.enum(["qr", "link"]), "What it was made for: a QR on a counter's screen, or a link to send."),
  goodsName: z.string().nullable(),
  isUnclear: told(z.boolean(), "QFPay has not said yet what became of the newest attempt."),
  createdAt: instant("When it was made."),
  paidAt: told(z.iso.datetime().nullable(), "When the customer paid."),
};

export const orderRowSchema = named("OrderRow", z.strictObject(row), { description: "An order as lists show it." });
export const orderPageSchema = pageOf("OrderPage", orderRowSchema);

export const orderSchema = named(
  "Order",
  z.strictObject({
    ...row,
    outcome: told(z.enum(OUTCOMES), "What became of it, all in all. `paid_twice`: money beside the payment that counts has not gone back."),
    late,
    note: z.string().nullable(),
    expiresAt: instant("Until when it can be paid."),
    refundable: amount("What may still be given back of the payment that counts."),
    refunding: amount("On its way back."),
    paidPaymentId: told(z.uuid().nullable(), "The payment that counts."),
    link: told(
      z.strictObject({
        url: told(z.url(), "The payment link: open it, or send it. It serves WeChat, other browsers and second screens."),
        qrSvg: told(z.string(), "The link as a QR, in SVG. This one may be printed and sent as a picture."),
      }),
      "The payment link.",
    ),
    qr: told(
      z
        .strictObject({
          paymentId: id("attempt that it pays"),
          text: told(
            z.string(),
            "Draw it as a QR on a screen. WeChat refuses to pay it from a saved or sent picture: send the link instead.",
          ),
          expiresAt: instant("Until when it can be scanned; ask for a fresh one a minute before."),
        })
        .nullable(),
      "WeChat's own QR, while there is one that can be scanned.",
    ),
    payments: told(z.array(paymentSchema), "Every attempt, oldest first."),
    refunds: told(z.array(refundSchema), "Every refund, oldest first."),
  }),
  { description: "What is owed, in one currency, with everything that became of it." },
);
export type OrderBody = z.infer<typeof orderSchema>;

export const orderExample = {
  id: EXAMPLE.orderId,
  number: "7K2M-Q9FX",
  state: "paid",
  amount: "88.00",
  currency: "HKD",
  refunded: "0.00",
  face: "qr",
  goodsName: "Milk tea",
  isUnclear: false,
  createdAt: EXAMPLE.at,
  paidAt: "2026-11-22T02:00:21.000Z",
  outcome: "paid",
  late: null,
  note: null,
  expiresAt: "2026-11-22T14:00:00.000Z",
  refundable: "80.00",
  refunding: "8.00",
  paidPaymentId: EXAMPLE.paymentId,
  link: { url: "https://pay.example.com/p/q1w2e3r4t5y6u7i8o9p0a1s2d3f", qrSvg: '<svg xmlns="http://www.w3.org/2000/svg">…</svg>' },
  qr: null,
  payments: [
    {
      id: EXAMPLE.paymentId,
      state: "paid",
      outcome: "paid",
      late: null,
      counts: true,
      outTradeNo: "P7K2MQ9FXF5E4D3C2B1A0",
      payType: "800201",
      syssn: "20261122000200020093755120",
      sysdtm: EXAMPLE.at,
      paydtm: "2026-11-22T02:00:21.000Z",
      respcd: "0000",
      createdAt: EXAMPLE.at,
      expiresAt: "2026-11-22T02:30:00.000Z",
    },
  ],
  refunds: [refundExample],
} as const;

export const orderRowExample = {
  id: EXAMPLE.orderId,
  number: "7K2M-Q9FX",
  state: "paid",
  amount: "88.00",
  currency: "HKD",
  refunded: "0.00",
  face: "qr",
  goodsName: "Milk tea",
  isUnclear: false,
  createdAt: EXAMPLE.at,
  paidAt: "2026-11-22T02:00:21.000Z",
} as const;

const asked = createOrderSchema.shape;
export const newOrderSchema = named(
  "NewOrder",
  z.strictObject({
    amount: told(asked.amount, "In major units: `88.00`. Yen have no decimals.", { examples: ["88.00"] }),
    currency: told(asked.currency, "One that the account takes.", { examples: ["HKD"] }),
    face: told(asked.face, "`qr` makes WeChat's QR at once; `link` waits until the customer opens the payment link."),
    goodsName: told(asked.goodsName, "What the customer reads: 20 letters, digits or CJK characters at most."),
    note: told(asked.note, "For staff: 200 characters at most."),
    expiresInMinutes: told(asked.expiresInMinutes, "Life of each QR, 5 to 120 minutes."),
  }),
  { description: "What is to be asked for." },
);

const STATES = ["open", "expired", "cancelled", "paid"] as const;
const states = z
  .string()
  .transform((text) => text.split(","))
  .pipe(z.array(z.enum(STATES)).max(4, "too_long"));

export const orderFilterSchema = z.strictObject({
  state: told(states.optional(), "One state, or several with commas between.", { examples: ["open,paid"], type: "string" }),
  q: told(freeText(128).optional(), "The beginning of an order number, out_trade_no or syssn."),
  createdFrom: instantIn("Made at that time or later."),
  createdTo: instantIn("Made before that time."),
  paidFrom: instantIn("Paid at that time or later."),
  paidTo: instantIn("Paid before that time."),
  currency: currencyIn("Only this currency.").optional(),
  cursor,
  limit,
});
