export { askAboutRefunds, checkRefundsNow, enquireOpenRefunds } from "./ask-about-refunds.ts";
export { createRefund, requestRefund } from "./create-refund.ts";
export { approveRefund, approveRequest, declineRefund, takeBackRefund } from "./decide-refund.ts";
export { lookUpOutsideRefunds } from "./look-up-outside.ts";
export { listRefundsSchema, readFeasibility, readFeasibilitySchema, readRefund, readRefundCounts, readRefunds } from "./read-refunds.ts";
export { outsideRefundView, refundView } from "./refund-view.ts";
export { sendDueRefunds } from "./send-due-refunds.ts";
export { beginSending, callRefund, sendRefund } from "./send-refund.ts";
export { tryRefundNow } from "./try-refund-now.ts";
