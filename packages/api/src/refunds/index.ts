export { askAboutRefund, checkRefundsNow, enquireOpenRefunds } from "./ask-about-refunds.ts";
export { createRefund } from "./create-refund.ts";
