export { createOrder, orderAlone } from "./create-order.ts";
export { newId, newLinkToken, newOneTimeState, newOrderNumber, newOutTradeNo } from "./numbers.ts";
export { listOrdersSchema, moneyView, readListedOrder, readOrders, rowView } from "./read-orders.ts";
export { type Names, timelineOf } from "./timeline.ts";
