export { type KnownPayment, type Payments, paymentsOn } from "./payments.ts";
export { type Visit, type Visits, visitsOn } from "./visits.ts";
