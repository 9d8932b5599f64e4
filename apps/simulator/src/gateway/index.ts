export { directRoutes } from "./direct.ts";
export { oauthRoutes } from "./oauth-code.ts";
export { endRefund } from "./refund-end.ts";
export { gatewayRoutes } from "./routes.ts";
export { cancelFlag, paydtmOf, trueRespcd } from "./row-text.ts";
