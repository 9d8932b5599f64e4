export { foldTakings } from "./fold-takings.ts";
export { readTakings, readTakingsSchema } from "./read-takings.ts";
export { insightsRouter } from "./router.ts";
