export { lookAgain } from "./look-again.ts";
export { type AskedPlan, type Face, openPayLink, type PayLinkStep, readPayLink } from "./read-pay-link.ts";
export { payLinksRouter } from "./router.ts";
