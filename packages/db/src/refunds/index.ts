export { countRefunds, type ListedRefund, listedRefund, listRefunds, type RefundFilter } from "./list.ts";
export { type LostRefund, lostRefunds, type OutsideRefund, outsideRefunds } from "./outside.ts";
export { type Refunds, refundsOn } from "./refunds.ts";
export type { KnownRefund } from "./rows.ts";
export { cancelFlag, standings, unsettledTakings } from "./standing.ts";
