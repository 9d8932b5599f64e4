export { type Actor, actorName, type Clock, type Context, type ContextFor, requireRight } from "./context.ts";
export { alone } from "./each-alone.ts";
