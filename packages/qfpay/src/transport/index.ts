export { type ConnectionOptions, createConnections, sharedConnections } from "./connections.ts";
export { formBody, queryString } from "./encode.ts";
export type { Exchange, WireRequest } from "./exchange.ts";
export { send } from "./send.ts";
