export { type ListedOrder, listedOrder, listOrders, type OrderFilter } from "./order-list.ts";
export { type Orders, orderFromRow, ordersOn } from "./orders.ts";
