export { type KnownRefund, type Refunds, refundsOn } from "./refunds.ts";
