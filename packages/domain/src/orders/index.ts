export { ATTEMPT_MINUTES, type CreateOrder, createOrderSchema, freeText, GOODS_NAME_MAX, readAmount } from "./commands.ts";
export { mayBecome, type Order, type OrderFace, type OrderState, orderLifeMs } from "./order.ts";
