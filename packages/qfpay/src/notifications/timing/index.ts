export { type Comparison, compareTimings, studentT, TELLING_T } from "./compare-timings.ts";
export { type ForgedTimings, forgedTimings } from "./forged-timings.ts";
