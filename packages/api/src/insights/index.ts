export { readTakings } from "./read-takings.ts";
export { insightsRouter } from "./router.ts";
