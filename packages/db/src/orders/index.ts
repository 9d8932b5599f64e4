export type { ListedOrder, OrderPageRows } from "./order-columns.ts";
export type { OrderFilter, PlaceInList } from "./order-filter.ts";
export { listedOrder, listOrders } from "./order-list.ts";
export { type Orders, orderFromRow, ordersOn } from "./orders.ts";
