export { type ListedOrder, listedOrder, listOrders, type OrderFilter } from "./order-list.ts";
export { orderFromRow, type Orders, ordersOn } from "./orders.ts";
