export { casesRouter } from "./cases-router.ts";
export { collect } from "./collect.ts";
export { cancelOrder, expireOrder } from "./end-order.ts";
export { askAgain, enquireAboutNotice } from "./enquire-case.ts";
export { ordersRouter } from "./orders-router.ts";
export { listCasesSchema, readCase, readCases } from "./read-cases.ts";
export { linkUrlOf, readOrder } from "./read-order.ts";
export { refundsRouter } from "./refunds-router.ts";
export { type ResolveCase, resolveCase, resolveCaseSchema } from "./resolve-case.ts";
