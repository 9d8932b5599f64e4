export type { AccountSettings, Answer, CallOptions, GatewayEvent, Timeouts } from "../gateway/index.ts";
export { createQfpayClient, type QfpayClient, type QfpayClientSettings } from "./client.ts";
