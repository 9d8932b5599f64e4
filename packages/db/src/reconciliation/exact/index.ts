export { type ExactTerms, exactStage, type Rest, restOfDay } from "./exact-stage.ts";
export { lastRows, type RowsOfDay, shelvesOfDay, sumsOfDay } from "./plain-rows.ts";
