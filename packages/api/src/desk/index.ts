export { collect } from "./collect.ts";
export { cancelOrder, expireOrder } from "./end-order.ts";
export { ordersRouter } from "./orders-router.ts";
export { linkUrlOf, readOrder } from "./read-order.ts";
export { refundsRouter } from "./refunds-router.ts";
