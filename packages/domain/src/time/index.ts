export {
  addDays,
  type Cutoff,
  cutoffSchema,
  MIDNIGHT,
  type SettlementDay,
  settlementDay,
  settlementDayBounds,
  settlementDaySchema,
} from "./settlement-day.ts";
export { instantFromWire, type WireTime, wireFromInstant, wireTimeSchema } from "./wire-time.ts";
