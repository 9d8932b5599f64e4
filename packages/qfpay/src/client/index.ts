export type { AccountSettings, Answer, CallOptions, GatewayEvent, Sent, Timeouts } from "../gateway/index.ts";
export type { ClosingAnswer } from "../payments/index.ts";
export { createQfpayClient, type QfpayClient, type QfpayClientSettings } from "./client.ts";
