import { z } from "zod";

/** Every kind of event that a merchant's own program can hear of. */
export const webhookEventSchema = z.enum([
  "order.created",
  "order.paid",
  "order.expired",
  "order.cancelled",
  "payment.submitted",
  "payment.awaiting",
  "payment.paid",
  "payment.failed",
  "payment.expired",
  "payment.cancelled",
  "payment.needs_person",
  "refund.awaiting_approval",
  "refund.queued",
  "refund.submitted",
  "refund.processing",
  "refund.failed",
  "refund.declined",
  "refund.refunded",
]);
export type WebhookEvent = z.infer<typeof webhookEventSchema>;

/** No state of a payment but a case on it: QFPay was asked for as long as we ask, and has not said what became of it. */
const NEEDS_PERSON = "payment.needs_person" satisfies WebhookEvent;

/** An event that only tries an endpoint out; nobody subscribes to it. */
export const TEST_EVENT = "endpoint.test";

/** What of a change of state decides the kind of its event. */
export type ChangeOfState = {
  readonly subject: "order" | "payment" | "refund";
  readonly before: string | null;
  readonly after: string;
};

/** The event that tells of a change of state; null for a change that is nobody's business outside. The database follows the same rule. */
export function eventOf({ subject, before, after }: ChangeOfState): WebhookEvent | null {
  const known = webhookEventSchema.safeParse(`${subject}.${subject === "order" && before === null ? "created" : after}`);
  return known.success && known.data !== NEEDS_PERSON ? known.data : null;
}
