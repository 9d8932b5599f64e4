export { type ExactTerms, exactStage, type Rest, restOfDay } from "./exact-stage.ts";
export { digestsOnDay, type FileOnDay, filesOnDay, lastRows, type RowsOfDay, sumsOfDay } from "./plain-rows.ts";
