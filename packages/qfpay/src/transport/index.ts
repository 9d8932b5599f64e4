export { formBody, queryString } from "./encode.ts";
export type { Exchange, Fetch, WireRequest } from "./exchange.ts";
export { send } from "./send.ts";
