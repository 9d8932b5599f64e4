export {
  type ChangeEndpoint,
  type CreateEndpoint,
  changeEndpointSchema,
  createEndpointSchema,
  readEndpointUrl,
  type WebhookReach,
} from "./endpoint.ts";
export { type ChangeOfState, eventOf, TEST_EVENT, type WebhookEvent, webhookEventSchema } from "./events.ts";
export { BOTH_SECRETS_SIGN_MS, hasFailedTooLong, nextAttempt } from "./schedule.ts";
