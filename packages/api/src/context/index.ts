export { type Actor, actorName, type Clock, type Context, type ContextFor, mayAct, requireRight } from "./context.ts";
export { alone } from "./each-alone.ts";
