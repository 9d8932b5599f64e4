export { majorUnits } from "./csv.ts";
export { settlementDay } from "./settlement-day.ts";
export { statement } from "./statement.ts";
