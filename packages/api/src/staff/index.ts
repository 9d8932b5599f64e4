export { readSession } from "./read-session.ts";
export { sessionRouter } from "./router.ts";
