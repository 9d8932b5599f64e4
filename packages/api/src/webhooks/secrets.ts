import { randomBytes } from "node:crypto";
import type { Endpoint } from "@tillbook/db/webhooks";
import { Webhook } from "standardwebhooks";

/** Seals what the database must not show. */
export type Sealer = { seal(clear: string): string; open(sealed: string): string };

/** A new signing secret of 256 random bits, written as Standard Webhooks writes them. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString("base64")}`;
}

/**
 * The headers that prove a delivery: signed over id, time and body as Standard Webhooks says, by each secret that is in force.
 * The time is that of the attempt, since receivers refuse what is minutes old.
 */
export function signedHeaders(
  endpoint: Pick<Endpoint, "sealedSecret" | "sealedPreviousSecret" | "previousSecretUntil">,
  message: { id: string; body: string; at: Date },
  vault: Sealer,
): Record<string, string> {
  const { sealedPreviousSecret: previous, previousSecretUntil: until } = endpoint;
  const isPreviousInForce = previous !== null && until !== null && message.at < until;
  const sealed = isPreviousInForce ? [endpoint.sealedSecret, previous] : [endpoint.sealedSecret];
  return {
    "webhook-id": message.id,
    "webhook-timestamp": String(Math.floor(message.at.getTime() / 1000)),
    "webhook-signature": sealed.map((secret) => new Webhook(vault.open(secret)).sign(message.id, message.at, message.body)).join(" "),
  };
}
