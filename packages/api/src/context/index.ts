export { type Actor, actorName, type Clock, type Context, requireRight } from "./context.ts";
