export { brokenAfter } from "./broken-after.ts";
export { after, aMember, aMerchant, anOrder, aPaidPayment, aPayment, aRefund, aTransaction, NOW } from "./rows.ts";
export { useTestDatabase } from "./test-database.ts";
