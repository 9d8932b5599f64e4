import { z } from "zod";
import { freeText } from "../orders/index.ts";
import { webhookEventSchema } from "./events.ts";

/** Where webhooks may go: to public addresses by https, or anywhere, as beside the simulator. */
export type WebhookReach = "public" | "anywhere";

export const MAX_ENDPOINT_URL = 500;

/**
 * Reads the address of an endpoint. Which host it leads to is checked again by its numbers at every connection.
 * @returns the address in its one spelling, or why it cannot be one
 */
export function readEndpointUrl(
  text: string,
  reach: WebhookReach,
): { ok: true; url: string } | { ok: false; fault: "not_a_url" | "not_https" | "no_credentials" | "too_long" } {
  if (text.length > MAX_ENDPOINT_URL) return { ok: false, fault: "too_long" };
  const url = URL.parse(text.trim());
  if (!url || url.hostname === "") return { ok: false, fault: "not_a_url" };
  if (url.protocol !== "https:" && !(reach === "anywhere" && url.protocol === "http:")) return { ok: false, fault: "not_https" };
  if (url.username !== "" || url.password !== "") return { ok: false, fault: "no_credentials" };
  url.hash = "";
  return url.href.length > MAX_ENDPOINT_URL ? { ok: false, fault: "too_long" } : { ok: true, url: url.href };
}

const events = z
  .array(webhookEventSchema)
  .max(webhookEventSchema.options.length, "too_long")
  .transform((kinds) => [...new Set(kinds)]);

/** What a merchant says of an endpoint. No events means all of them. Messages are fault words that screens translate. */
export const createEndpointSchema = z.strictObject({
  url: z.string("required").min(1, "required").max(MAX_ENDPOINT_URL, "too_long"),
  description: freeText(100).default(""),
  events: events.default([]),
});
export type CreateEndpoint = z.output<typeof createEndpointSchema>;

export const changeEndpointSchema = z.strictObject({
  url: z.string("required").min(1, "required").max(MAX_ENDPOINT_URL, "too_long").optional(),
  description: freeText(100).optional(),
  events: events.optional(),
});
export type ChangeEndpoint = z.output<typeof changeEndpointSchema>;
