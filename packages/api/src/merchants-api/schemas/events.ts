import { currencySchema } from "@tillbook/domain/money";
import { TEST_EVENT, type WebhookEvent, webhookEventSchema } from "@tillbook/domain/webhooks";
import { z } from "zod";
import { named, told } from "../published.ts";
import { EXAMPLE, id } from "./common.ts";

const amounts = { amount: z.string(), currency: currencySchema };
const ofOrder = { orderId: id("order"), orderNumber: z.string(), ...amounts };
const late = told(z.string().nullable(), "How the money was late: `after_expiry`, `after_cancel` or `after_giving_up`.");
const before = told(z.string().nullable(), "The state before.");
const numbers = {
  syssn: told(z.string().nullable(), "QFPay's number, once the money has moved."),
  sysdtm: told(z.iso.datetime().nullable(), "QFPay's own time, once the money has moved."),
};

const orderData = z.strictObject({
  ...ofOrder,
  face: z.enum(["qr", "link"]),
  createdAt: z.iso.datetime(),
  before,
  state: z.string(),
  late,
});
const paymentData = z.strictObject({
  paymentId: id("payment"),
  ...ofOrder,
  outTradeNo: z.string(),
  payType: z.string(),
  before,
  state: told(z.string(), "`needs_person` when QFPay was asked for as long as we ask."),
  ...numbers,
  paydtm: z.iso.datetime().nullable(),
  counts: told(z.boolean(), "On `payment.paid`: false for money beside the payment that pays the order already."),
  late,
});
const refundData = z.strictObject({
  refundId: id("refund"),
  paymentId: id("payment"),
  ...ofOrder,
  outTradeNo: z.string(),
  reason: z.string(),
  before,
  state: z.string(),
  ...numbers,
});

function eventSchema<T extends z.ZodType>(name: string, types: readonly string[], data: T, example: object) {
  return named(
    name,
    z.strictObject({
      id: told(z.string(), "The event's own name, also in `webhook-id`. The same in every repeat: act on it once."),
      type: z.enum(types),
      timestamp: told(z.iso.datetime(), "When it happened."),
      data,
    }),
    {
      description: "An event. Order of arrival is not promised: `timestamp`, or reading the order, tells what came last.",
      examples: [example],
    },
  );
}

const typesOf = (subject: string) => webhookEventSchema.options.filter((type) => type.startsWith(`${subject}.`));
const head = (type: WebhookEvent | typeof TEST_EVENT) => ({ id: "evt_019ab6d003f17d2c9a4412ab34cd56ef", type, timestamp: EXAMPLE.at });
const sum = { orderId: EXAMPLE.orderId, orderNumber: "7K2M-Q9FX", amount: "88.00", currency: "HKD" } as const;
const paid = { syssn: "20261122000200020093755120", sysdtm: EXAMPLE.at } as const;

/** Every kind of event with the shape of its body. */
export const EVENTS = {
  order: eventSchema("OrderEvent", typesOf("order"), orderData, {
    ...head("order.paid"),
    data: { ...sum, face: "qr", createdAt: EXAMPLE.at, before: "open", state: "paid", late: null },
  }),
  payment: eventSchema("PaymentEvent", typesOf("payment"), paymentData, {
    ...head("payment.paid"),
    data: {
      paymentId: EXAMPLE.paymentId,
      ...sum,
      outTradeNo: "P7K2MQ9FXF5E4D3C2B1A0",
      payType: "800201",
      before: "awaiting",
      state: "paid",
      ...paid,
      paydtm: EXAMPLE.at,
      counts: true,
      late: null,
    },
  }),
  refund: eventSchema("RefundEvent", typesOf("refund"), refundData, {
    ...head("refund.refunded"),
    data: {
      refundId: EXAMPLE.refundId,
      paymentId: EXAMPLE.paymentId,
      ...sum,
      amount: "8.00",
      outTradeNo: "R7K2MQ9FXA1B2C3D4E5F",
      reason: "one cup was cold",
      before: "processing",
      state: "refunded",
      syssn: "20261122000200020093755999",
      sysdtm: EXAMPLE.at,
    },
  }),
  endpoint: eventSchema("TestEvent", [TEST_EVENT], z.strictObject({ endpointId: id("endpoint") }), {
    ...head(TEST_EVENT),
    data: { endpointId: EXAMPLE.endpointId },
  }),
} as const;
