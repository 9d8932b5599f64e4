export type { ListedOrder, OrderPageRows } from "./order-columns.ts";
export type { OrderFilter, PlaceInList } from "./order-filter.ts";
export { listedOrder, listOrders } from "./order-list.ts";
export { ORDER_COLUMNS, type Orders, orderFromRow, ordersInsertion, ordersOn, wasRequestedBefore } from "./orders.ts";
