export type { Answer, Heard } from "./answer.ts";
export { type Call, type CallOptions, createGateway, type Gateway } from "./gateway.ts";
export { heardOf, nothingHeard } from "./heard.ts";
export type { Reading } from "./read-answer.ts";
export type { Sent } from "./sent.ts";
export {
  type Account,
  type AccountSettings,
  accountSchema,
  DEFAULT_TIMEOUTS,
  type GatewayEvent,
  type GatewayParts,
  type Timeouts,
} from "./settings.ts";
