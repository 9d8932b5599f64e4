export { after, aMerchant, anOrder, aPaidPayment, aPayment, aRefund, aTransaction, NOW } from "./rows.ts";
export { useTestDatabase } from "./test-database.ts";
