import type { WebhookEvent } from "@tillbook/domain/webhooks";

/** `failing`: nothing has arrived lately. `paused` by somebody. `stopped` by itself, after days of failure. */
export type EndpointStanding = "active" | "failing" | "paused" | "stopped";

/** Where a merchant's program hears of changes. Instants are ISO text. */
export type EndpointView = {
  id: string;
  url: string;
  description: string;
  /** None means all. */
  events: readonly WebhookEvent[];
  standing: EndpointStanding;
  failingSince: string | null;
  pausedAt: string | null;
  /** A name; null where it stopped by itself. */
  pausedBy: string | null;
  /** Until then the secret before signs too. */
  previousSecretUntil: string | null;
  createdBy: string;
  createdAt: string;
};

/** An endpoint with its secret, this once in the clear. */
export type EndpointWithSecret = { secret: string; endpoint: EndpointView };

export type DeliveryStateName = "waiting" | "delivered" | "failed";

/** One event on its way to one endpoint. */
export type DeliveryRow = {
  id: string;
  endpointId: string;
  url: string;
  eventId: string;
  type: string;
  state: DeliveryStateName;
  tries: number;
  /** What the endpoint answered last; null when it did not. */
  lastStatus: number | null;
  createdAt: string;
  nextAttemptAt: string | null;
  deliveredAt: string | null;
  /** False when its endpoint is gone. */
  canSendAgain: boolean;
};

/** `nextCursor` is opaque; pass it back to read on. Null at the end. */
export type DeliveryPage = { items: DeliveryRow[]; nextCursor: string | null };

/** Milliseconds in `took`; `status` or `fault`, one of the two; `answer` is cut after 1,024 bytes. */
export type AttemptView = { at: string; took: number; status: number | null; fault: string | null; answer: string };

export type DeliveryDetail = DeliveryRow & {
  /** The body as it is sent. */
  body: string;
  /** Newest first. */
  attempts: AttemptView[];
};
